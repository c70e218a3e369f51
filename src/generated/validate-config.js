// Generated from schema/config.schema.json by `npm run generate`.
var __getOwnPropNames = Object.getOwnPropertyNames;
var __commonJS = (cb, mod) => function __require() {
  try {
    return mod || (0, cb[__getOwnPropNames(cb)[0]])((mod = { exports: {} }).exports, mod), mod.exports;
  } catch (e) {
    throw mod = 0, e;
  }
};

// node_modules/ajv/dist/runtime/ucs2length.js
var require_ucs2length = __commonJS({
  "node_modules/ajv/dist/runtime/ucs2length.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
    function ucs2length(str) {
      const len = str.length;
      let length = 0;
      let pos = 0;
      let value;
      while (pos < len) {
        length++;
        value = str.charCodeAt(pos++);
        if (value >= 55296 && value <= 56319 && pos < len) {
          value = str.charCodeAt(pos);
          if ((value & 64512) === 56320)
            pos++;
        }
      }
      return length;
    }
    exports.default = ucs2length;
    ucs2length.code = 'require("ajv/dist/runtime/ucs2length").default';
  }
});

// <stdin>
var validateConfig = validate10;
var schema11 = { "$schema": "http://json-schema.org/draft-07/schema#", "$id": "https://raw.githubusercontent.com/imagebuilder-guard/imagebuilder-guard/main/schema/config.schema.json", "title": "ConfigFile", "description": "Configuration of imagebuilder-guard, ibguard.config.{yaml,yml,json,mjs,js,mts,ts}. Globs and paths are relative to its folder.", "type": "object", "additionalProperties": false, "properties": { "$schema": { "type": "string", "description": "For editors only." }, "files": { "$ref": "#/definitions/strings", "description": "Globs of the spec files." }, "ignores": { "$ref": "#/definitions/strings", "description": "Globs of files that are no specs." }, "extends": { "description": "Presets (recommended, strict, none), files (./shared.yaml) or npm packages to build on. Default: recommended.", "anyOf": [{ "type": "string", "minLength": 1 }, { "$ref": "#/definitions/strings" }] }, "rules": { "$ref": "#/definitions/rules" }, "enforce": { "$ref": "#/definitions/strings", "description": "Rules that nobody can suppress, baseline or override." }, "overrides": { "type": "array", "items": { "$ref": "#/definitions/override" } }, "suppressions": { "type": "array", "items": { "$ref": "#/definitions/configSuppression" } }, "plugins": { "$ref": "#/definitions/strings", "description": "Files or npm packages that export a rule or a list of rules." }, "assertions": { "type": "array", "items": { "$ref": "#/definitions/assertion" } }, "partialSpecs": { "enum": ["strict", "defer"], "description": "defer: what a merge spec leaves out is judged by plan only." }, "targets": { "title": "TargetsConfig", "type": "object", "additionalProperties": false, "properties": { "role": { "type": "string", "minLength": 1, "description": "ARN of the role to assume; {account} is filled in." }, "externalId": { "type": "string", "minLength": 1 }, "sessionName": { "type": "string", "minLength": 1 }, "accounts": { "description": "Exceptions, by account ID.", "type": "object", "propertyNames": { "pattern": "^[0-9]{12}$" }, "additionalProperties": { "title": "AccountConfig", "type": "object", "additionalProperties": false, "properties": { "roleArn": { "type": "string", "minLength": 1 }, "externalId": { "type": "string", "minLength": 1 }, "sessionName": { "type": "string", "minLength": 1 } } } }, "allow": { "title": "AllowConfig", "description": "plan blocks and apply refuses every target outside.", "type": "object", "additionalProperties": false, "properties": { "accounts": { "type": "array", "items": { "type": "string", "pattern": "^[0-9]{12}$" } }, "regions": { "$ref": "#/definitions/strings" } } } } }, "apply": { "title": "ApplyConfig", "type": "object", "additionalProperties": false, "properties": { "concurrency": { "type": "integer", "minimum": 1, "maximum": 1e3 }, "rate": { "anyOf": [{ "const": "auto" }, { "type": "number", "exclusiveMinimum": 0 }] }, "maxFailures": { "anyOf": [{ "type": "integer", "minimum": 0 }, { "type": "string", "pattern": "^[0-9]+%?$" }] }, "waves": { "type": "array", "minItems": 1, "items": { "anyOf": [{ "type": "integer", "minimum": 1 }, { "type": "string", "pattern": "^[0-9]+%?$" }] } } } }, "local": { "title": "LocalConfig", "type": "object", "additionalProperties": false, "properties": { "seed": { "type": "string", "minLength": 1, "description": "Live configurations and pipelines that --local starts with." } } } }, "definitions": { "strings": { "type": "array", "items": { "type": "string", "minLength": 1 } }, "severity": { "enum": ["error", "warning", "note", "off"] }, "rules": { "title": "RulesConfig", "type": "object", "additionalProperties": { "anyOf": [{ "$ref": "#/definitions/severity" }, { "type": "array", "minItems": 1, "maxItems": 2, "items": [{ "$ref": "#/definitions/severity" }, { "type": "object" }] }] } }, "override": { "title": "OverrideConfig", "type": "object", "additionalProperties": false, "required": ["files"], "properties": { "files": { "$ref": "#/definitions/strings" }, "imageType": { "enum": ["AMI", "DOCKER"] }, "rules": { "$ref": "#/definitions/rules" } } }, "configSuppression": { "title": "ConfigSuppression", "type": "object", "additionalProperties": false, "required": ["rule", "reason"], "properties": { "rule": { "type": "string", "minLength": 1 }, "arns": { "$ref": "#/definitions/strings", "description": "ARN patterns, * for any text. Default: all." }, "files": { "$ref": "#/definitions/strings" }, "reason": { "type": "string", "minLength": 1 }, "expires": { "description": "Last day on which the suppression holds, UTC.", "type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$" } } }, "assertion": { "title": "AssertionConfig", "description": "A declarative rule: JSON Schema (draft-07) over a configuration.", "type": "object", "additionalProperties": false, "required": ["id", "message", "schema"], "properties": { "id": { "type": "string", "minLength": 1 }, "severity": { "$ref": "#/definitions/severity" }, "message": { "type": "string", "minLength": 1 }, "schema": { "type": "object" } } } } };
var schema12 = { "type": "array", "items": { "type": "string", "minLength": 1 } };
var func2 = Object.prototype.hasOwnProperty;
var func3 = require_ucs2length().default;
var schema15 = { "title": "RulesConfig", "type": "object", "additionalProperties": { "anyOf": [{ "$ref": "#/definitions/severity" }, { "type": "array", "minItems": 1, "maxItems": 2, "items": [{ "$ref": "#/definitions/severity" }, { "type": "object" }] }] } };
var schema16 = { "enum": ["error", "warning", "note", "off"] };
function validate11(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null;
  let errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    for (const key0 in data) {
      let data0 = data[key0];
      const _errs3 = errors;
      let valid1 = false;
      const _errs4 = errors;
      if (!(data0 === "error" || data0 === "warning" || data0 === "note" || data0 === "off")) {
        const err0 = { instancePath: instancePath + "/" + key0.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/definitions/severity/enum", keyword: "enum", params: { allowedValues: schema16.enum }, message: "must be equal to one of the allowed values", schema: schema16.enum, parentSchema: schema16, data: data0 };
        if (vErrors === null) {
          vErrors = [err0];
        } else {
          vErrors.push(err0);
        }
        errors++;
      }
      var _valid0 = _errs4 === errors;
      valid1 = valid1 || _valid0;
      if (!valid1) {
        const _errs6 = errors;
        if (Array.isArray(data0)) {
          if (data0.length > 2) {
            const err1 = { instancePath: instancePath + "/" + key0.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/additionalProperties/anyOf/1/maxItems", keyword: "maxItems", params: { limit: 2 }, message: "must NOT have more than 2 items", schema: 2, parentSchema: schema15.additionalProperties.anyOf[1], data: data0 };
            if (vErrors === null) {
              vErrors = [err1];
            } else {
              vErrors.push(err1);
            }
            errors++;
          }
          if (data0.length < 1) {
            const err2 = { instancePath: instancePath + "/" + key0.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/additionalProperties/anyOf/1/minItems", keyword: "minItems", params: { limit: 1 }, message: "must NOT have fewer than 1 items", schema: 1, parentSchema: schema15.additionalProperties.anyOf[1], data: data0 };
            if (vErrors === null) {
              vErrors = [err2];
            } else {
              vErrors.push(err2);
            }
            errors++;
          }
          const len0 = data0.length;
          if (len0 > 0) {
            let data1 = data0[0];
            if (!(data1 === "error" || data1 === "warning" || data1 === "note" || data1 === "off")) {
              const err3 = { instancePath: instancePath + "/" + key0.replace(/~/g, "~0").replace(/\//g, "~1") + "/0", schemaPath: "#/definitions/severity/enum", keyword: "enum", params: { allowedValues: schema16.enum }, message: "must be equal to one of the allowed values", schema: schema16.enum, parentSchema: schema16, data: data1 };
              if (vErrors === null) {
                vErrors = [err3];
              } else {
                vErrors.push(err3);
              }
              errors++;
            }
          }
          if (len0 > 1) {
            let data2 = data0[1];
            if (!(data2 && typeof data2 == "object" && !Array.isArray(data2))) {
              const err4 = { instancePath: instancePath + "/" + key0.replace(/~/g, "~0").replace(/\//g, "~1") + "/1", schemaPath: "#/additionalProperties/anyOf/1/items/1/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema15.additionalProperties.anyOf[1].items[1].type, parentSchema: schema15.additionalProperties.anyOf[1].items[1], data: data2 };
              if (vErrors === null) {
                vErrors = [err4];
              } else {
                vErrors.push(err4);
              }
              errors++;
            }
          }
        } else {
          const err5 = { instancePath: instancePath + "/" + key0.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/additionalProperties/anyOf/1/type", keyword: "type", params: { type: "array" }, message: "must be array", schema: schema15.additionalProperties.anyOf[1].type, parentSchema: schema15.additionalProperties.anyOf[1], data: data0 };
          if (vErrors === null) {
            vErrors = [err5];
          } else {
            vErrors.push(err5);
          }
          errors++;
        }
        var _valid0 = _errs6 === errors;
        valid1 = valid1 || _valid0;
      }
      if (!valid1) {
        const err6 = { instancePath: instancePath + "/" + key0.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/additionalProperties/anyOf", keyword: "anyOf", params: {}, message: "must match a schema in anyOf", schema: schema15.additionalProperties.anyOf, parentSchema: schema15.additionalProperties, data: data0 };
        if (vErrors === null) {
          vErrors = [err6];
        } else {
          vErrors.push(err6);
        }
        errors++;
      } else {
        errors = _errs3;
        if (vErrors !== null) {
          if (_errs3) {
            vErrors.length = _errs3;
          } else {
            vErrors = null;
          }
        }
      }
    }
  } else {
    const err7 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema15.type, parentSchema: schema15, data };
    if (vErrors === null) {
      vErrors = [err7];
    } else {
      vErrors.push(err7);
    }
    errors++;
  }
  validate11.errors = vErrors;
  return errors === 0;
}
var schema19 = { "title": "OverrideConfig", "type": "object", "additionalProperties": false, "required": ["files"], "properties": { "files": { "$ref": "#/definitions/strings" }, "imageType": { "enum": ["AMI", "DOCKER"] }, "rules": { "$ref": "#/definitions/rules" } } };
function validate13(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null;
  let errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.files === void 0) {
      const err0 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "files" }, message: "must have required property 'files'", schema: schema19.required, parentSchema: schema19, data };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
    for (const key0 in data) {
      if (!(key0 === "files" || key0 === "imageType" || key0 === "rules")) {
        const err1 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, message: "must NOT have additional properties", schema: false, parentSchema: schema19, data };
        if (vErrors === null) {
          vErrors = [err1];
        } else {
          vErrors.push(err1);
        }
        errors++;
      }
    }
    if (data.files !== void 0) {
      let data0 = data.files;
      if (Array.isArray(data0)) {
        const len0 = data0.length;
        for (let i0 = 0; i0 < len0; i0++) {
          let data1 = data0[i0];
          if (typeof data1 === "string") {
            if (func3(data1) < 1) {
              const err2 = { instancePath: instancePath + "/files/" + i0, schemaPath: "#/definitions/strings/items/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters", schema: 1, parentSchema: schema12.items, data: data1 };
              if (vErrors === null) {
                vErrors = [err2];
              } else {
                vErrors.push(err2);
              }
              errors++;
            }
          } else {
            const err3 = { instancePath: instancePath + "/files/" + i0, schemaPath: "#/definitions/strings/items/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema12.items.type, parentSchema: schema12.items, data: data1 };
            if (vErrors === null) {
              vErrors = [err3];
            } else {
              vErrors.push(err3);
            }
            errors++;
          }
        }
      } else {
        const err4 = { instancePath: instancePath + "/files", schemaPath: "#/definitions/strings/type", keyword: "type", params: { type: "array" }, message: "must be array", schema: schema12.type, parentSchema: schema12, data: data0 };
        if (vErrors === null) {
          vErrors = [err4];
        } else {
          vErrors.push(err4);
        }
        errors++;
      }
    }
    if (data.imageType !== void 0) {
      let data2 = data.imageType;
      if (!(data2 === "AMI" || data2 === "DOCKER")) {
        const err5 = { instancePath: instancePath + "/imageType", schemaPath: "#/properties/imageType/enum", keyword: "enum", params: { allowedValues: schema19.properties.imageType.enum }, message: "must be equal to one of the allowed values", schema: schema19.properties.imageType.enum, parentSchema: schema19.properties.imageType, data: data2 };
        if (vErrors === null) {
          vErrors = [err5];
        } else {
          vErrors.push(err5);
        }
        errors++;
      }
    }
    if (data.rules !== void 0) {
      if (!validate11(data.rules, { instancePath: instancePath + "/rules", parentData: data, parentDataProperty: "rules", rootData })) {
        vErrors = vErrors === null ? validate11.errors : vErrors.concat(validate11.errors);
        errors = vErrors.length;
      }
    }
  } else {
    const err6 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema19.type, parentSchema: schema19, data };
    if (vErrors === null) {
      vErrors = [err6];
    } else {
      vErrors.push(err6);
    }
    errors++;
  }
  validate13.errors = vErrors;
  return errors === 0;
}
var schema21 = { "title": "ConfigSuppression", "type": "object", "additionalProperties": false, "required": ["rule", "reason"], "properties": { "rule": { "type": "string", "minLength": 1 }, "arns": { "$ref": "#/definitions/strings", "description": "ARN patterns, * for any text. Default: all." }, "files": { "$ref": "#/definitions/strings" }, "reason": { "type": "string", "minLength": 1 }, "expires": { "description": "Last day on which the suppression holds, UTC.", "type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$" } } };
var pattern0 = new RegExp("^[0-9]{4}-[0-9]{2}-[0-9]{2}$", "u");
function validate16(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null;
  let errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.rule === void 0) {
      const err0 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "rule" }, message: "must have required property 'rule'", schema: schema21.required, parentSchema: schema21, data };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
    if (data.reason === void 0) {
      const err1 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "reason" }, message: "must have required property 'reason'", schema: schema21.required, parentSchema: schema21, data };
      if (vErrors === null) {
        vErrors = [err1];
      } else {
        vErrors.push(err1);
      }
      errors++;
    }
    for (const key0 in data) {
      if (!(key0 === "rule" || key0 === "arns" || key0 === "files" || key0 === "reason" || key0 === "expires")) {
        const err2 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, message: "must NOT have additional properties", schema: false, parentSchema: schema21, data };
        if (vErrors === null) {
          vErrors = [err2];
        } else {
          vErrors.push(err2);
        }
        errors++;
      }
    }
    if (data.rule !== void 0) {
      let data0 = data.rule;
      if (typeof data0 === "string") {
        if (func3(data0) < 1) {
          const err3 = { instancePath: instancePath + "/rule", schemaPath: "#/properties/rule/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters", schema: 1, parentSchema: schema21.properties.rule, data: data0 };
          if (vErrors === null) {
            vErrors = [err3];
          } else {
            vErrors.push(err3);
          }
          errors++;
        }
      } else {
        const err4 = { instancePath: instancePath + "/rule", schemaPath: "#/properties/rule/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema21.properties.rule.type, parentSchema: schema21.properties.rule, data: data0 };
        if (vErrors === null) {
          vErrors = [err4];
        } else {
          vErrors.push(err4);
        }
        errors++;
      }
    }
    if (data.arns !== void 0) {
      let data1 = data.arns;
      if (Array.isArray(data1)) {
        const len0 = data1.length;
        for (let i0 = 0; i0 < len0; i0++) {
          let data2 = data1[i0];
          if (typeof data2 === "string") {
            if (func3(data2) < 1) {
              const err5 = { instancePath: instancePath + "/arns/" + i0, schemaPath: "#/definitions/strings/items/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters", schema: 1, parentSchema: schema12.items, data: data2 };
              if (vErrors === null) {
                vErrors = [err5];
              } else {
                vErrors.push(err5);
              }
              errors++;
            }
          } else {
            const err6 = { instancePath: instancePath + "/arns/" + i0, schemaPath: "#/definitions/strings/items/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema12.items.type, parentSchema: schema12.items, data: data2 };
            if (vErrors === null) {
              vErrors = [err6];
            } else {
              vErrors.push(err6);
            }
            errors++;
          }
        }
      } else {
        const err7 = { instancePath: instancePath + "/arns", schemaPath: "#/definitions/strings/type", keyword: "type", params: { type: "array" }, message: "must be array", schema: schema12.type, parentSchema: schema12, data: data1 };
        if (vErrors === null) {
          vErrors = [err7];
        } else {
          vErrors.push(err7);
        }
        errors++;
      }
    }
    if (data.files !== void 0) {
      let data3 = data.files;
      if (Array.isArray(data3)) {
        const len1 = data3.length;
        for (let i1 = 0; i1 < len1; i1++) {
          let data4 = data3[i1];
          if (typeof data4 === "string") {
            if (func3(data4) < 1) {
              const err8 = { instancePath: instancePath + "/files/" + i1, schemaPath: "#/definitions/strings/items/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters", schema: 1, parentSchema: schema12.items, data: data4 };
              if (vErrors === null) {
                vErrors = [err8];
              } else {
                vErrors.push(err8);
              }
              errors++;
            }
          } else {
            const err9 = { instancePath: instancePath + "/files/" + i1, schemaPath: "#/definitions/strings/items/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema12.items.type, parentSchema: schema12.items, data: data4 };
            if (vErrors === null) {
              vErrors = [err9];
            } else {
              vErrors.push(err9);
            }
            errors++;
          }
        }
      } else {
        const err10 = { instancePath: instancePath + "/files", schemaPath: "#/definitions/strings/type", keyword: "type", params: { type: "array" }, message: "must be array", schema: schema12.type, parentSchema: schema12, data: data3 };
        if (vErrors === null) {
          vErrors = [err10];
        } else {
          vErrors.push(err10);
        }
        errors++;
      }
    }
    if (data.reason !== void 0) {
      let data5 = data.reason;
      if (typeof data5 === "string") {
        if (func3(data5) < 1) {
          const err11 = { instancePath: instancePath + "/reason", schemaPath: "#/properties/reason/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters", schema: 1, parentSchema: schema21.properties.reason, data: data5 };
          if (vErrors === null) {
            vErrors = [err11];
          } else {
            vErrors.push(err11);
          }
          errors++;
        }
      } else {
        const err12 = { instancePath: instancePath + "/reason", schemaPath: "#/properties/reason/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema21.properties.reason.type, parentSchema: schema21.properties.reason, data: data5 };
        if (vErrors === null) {
          vErrors = [err12];
        } else {
          vErrors.push(err12);
        }
        errors++;
      }
    }
    if (data.expires !== void 0) {
      let data6 = data.expires;
      if (typeof data6 === "string") {
        if (!pattern0.test(data6)) {
          const err13 = { instancePath: instancePath + "/expires", schemaPath: "#/properties/expires/pattern", keyword: "pattern", params: { pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}$" }, message: 'must match pattern "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"', schema: "^[0-9]{4}-[0-9]{2}-[0-9]{2}$", parentSchema: schema21.properties.expires, data: data6 };
          if (vErrors === null) {
            vErrors = [err13];
          } else {
            vErrors.push(err13);
          }
          errors++;
        }
      } else {
        const err14 = { instancePath: instancePath + "/expires", schemaPath: "#/properties/expires/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema21.properties.expires.type, parentSchema: schema21.properties.expires, data: data6 };
        if (vErrors === null) {
          vErrors = [err14];
        } else {
          vErrors.push(err14);
        }
        errors++;
      }
    }
  } else {
    const err15 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema21.type, parentSchema: schema21, data };
    if (vErrors === null) {
      vErrors = [err15];
    } else {
      vErrors.push(err15);
    }
    errors++;
  }
  validate16.errors = vErrors;
  return errors === 0;
}
var schema25 = { "title": "AssertionConfig", "description": "A declarative rule: JSON Schema (draft-07) over a configuration.", "type": "object", "additionalProperties": false, "required": ["id", "message", "schema"], "properties": { "id": { "type": "string", "minLength": 1 }, "severity": { "$ref": "#/definitions/severity" }, "message": { "type": "string", "minLength": 1 }, "schema": { "type": "object" } } };
function validate18(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null;
  let errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.id === void 0) {
      const err0 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "id" }, message: "must have required property 'id'", schema: schema25.required, parentSchema: schema25, data };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
    if (data.message === void 0) {
      const err1 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "message" }, message: "must have required property 'message'", schema: schema25.required, parentSchema: schema25, data };
      if (vErrors === null) {
        vErrors = [err1];
      } else {
        vErrors.push(err1);
      }
      errors++;
    }
    if (data.schema === void 0) {
      const err2 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "schema" }, message: "must have required property 'schema'", schema: schema25.required, parentSchema: schema25, data };
      if (vErrors === null) {
        vErrors = [err2];
      } else {
        vErrors.push(err2);
      }
      errors++;
    }
    for (const key0 in data) {
      if (!(key0 === "id" || key0 === "severity" || key0 === "message" || key0 === "schema")) {
        const err3 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, message: "must NOT have additional properties", schema: false, parentSchema: schema25, data };
        if (vErrors === null) {
          vErrors = [err3];
        } else {
          vErrors.push(err3);
        }
        errors++;
      }
    }
    if (data.id !== void 0) {
      let data0 = data.id;
      if (typeof data0 === "string") {
        if (func3(data0) < 1) {
          const err4 = { instancePath: instancePath + "/id", schemaPath: "#/properties/id/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters", schema: 1, parentSchema: schema25.properties.id, data: data0 };
          if (vErrors === null) {
            vErrors = [err4];
          } else {
            vErrors.push(err4);
          }
          errors++;
        }
      } else {
        const err5 = { instancePath: instancePath + "/id", schemaPath: "#/properties/id/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema25.properties.id.type, parentSchema: schema25.properties.id, data: data0 };
        if (vErrors === null) {
          vErrors = [err5];
        } else {
          vErrors.push(err5);
        }
        errors++;
      }
    }
    if (data.severity !== void 0) {
      let data1 = data.severity;
      if (!(data1 === "error" || data1 === "warning" || data1 === "note" || data1 === "off")) {
        const err6 = { instancePath: instancePath + "/severity", schemaPath: "#/definitions/severity/enum", keyword: "enum", params: { allowedValues: schema16.enum }, message: "must be equal to one of the allowed values", schema: schema16.enum, parentSchema: schema16, data: data1 };
        if (vErrors === null) {
          vErrors = [err6];
        } else {
          vErrors.push(err6);
        }
        errors++;
      }
    }
    if (data.message !== void 0) {
      let data2 = data.message;
      if (typeof data2 === "string") {
        if (func3(data2) < 1) {
          const err7 = { instancePath: instancePath + "/message", schemaPath: "#/properties/message/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters", schema: 1, parentSchema: schema25.properties.message, data: data2 };
          if (vErrors === null) {
            vErrors = [err7];
          } else {
            vErrors.push(err7);
          }
          errors++;
        }
      } else {
        const err8 = { instancePath: instancePath + "/message", schemaPath: "#/properties/message/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema25.properties.message.type, parentSchema: schema25.properties.message, data: data2 };
        if (vErrors === null) {
          vErrors = [err8];
        } else {
          vErrors.push(err8);
        }
        errors++;
      }
    }
    if (data.schema !== void 0) {
      let data3 = data.schema;
      if (!(data3 && typeof data3 == "object" && !Array.isArray(data3))) {
        const err9 = { instancePath: instancePath + "/schema", schemaPath: "#/properties/schema/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema25.properties.schema.type, parentSchema: schema25.properties.schema, data: data3 };
        if (vErrors === null) {
          vErrors = [err9];
        } else {
          vErrors.push(err9);
        }
        errors++;
      }
    }
  } else {
    const err10 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema25.type, parentSchema: schema25, data };
    if (vErrors === null) {
      vErrors = [err10];
    } else {
      vErrors.push(err10);
    }
    errors++;
  }
  validate18.errors = vErrors;
  return errors === 0;
}
var pattern1 = new RegExp("^[0-9]{12}$", "u");
var pattern3 = new RegExp("^[0-9]+%?$", "u");
function validate10(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  ;
  let vErrors = null;
  let errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    for (const key0 in data) {
      if (!func2.call(schema11.properties, key0)) {
        const err0 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, message: "must NOT have additional properties", schema: false, parentSchema: schema11, data };
        if (vErrors === null) {
          vErrors = [err0];
        } else {
          vErrors.push(err0);
        }
        errors++;
      }
    }
    if (data.$schema !== void 0) {
      let data0 = data.$schema;
      if (typeof data0 !== "string") {
        const err1 = { instancePath: instancePath + "/$schema", schemaPath: "#/properties/%24schema/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema11.properties.$schema.type, parentSchema: schema11.properties.$schema, data: data0 };
        if (vErrors === null) {
          vErrors = [err1];
        } else {
          vErrors.push(err1);
        }
        errors++;
      }
    }
    if (data.files !== void 0) {
      let data1 = data.files;
      if (Array.isArray(data1)) {
        const len0 = data1.length;
        for (let i0 = 0; i0 < len0; i0++) {
          let data2 = data1[i0];
          if (typeof data2 === "string") {
            if (func3(data2) < 1) {
              const err2 = { instancePath: instancePath + "/files/" + i0, schemaPath: "#/definitions/strings/items/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters", schema: 1, parentSchema: schema12.items, data: data2 };
              if (vErrors === null) {
                vErrors = [err2];
              } else {
                vErrors.push(err2);
              }
              errors++;
            }
          } else {
            const err3 = { instancePath: instancePath + "/files/" + i0, schemaPath: "#/definitions/strings/items/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema12.items.type, parentSchema: schema12.items, data: data2 };
            if (vErrors === null) {
              vErrors = [err3];
            } else {
              vErrors.push(err3);
            }
            errors++;
          }
        }
      } else {
        const err4 = { instancePath: instancePath + "/files", schemaPath: "#/definitions/strings/type", keyword: "type", params: { type: "array" }, message: "must be array", schema: schema12.type, parentSchema: schema12, data: data1 };
        if (vErrors === null) {
          vErrors = [err4];
        } else {
          vErrors.push(err4);
        }
        errors++;
      }
    }
    if (data.ignores !== void 0) {
      let data3 = data.ignores;
      if (Array.isArray(data3)) {
        const len1 = data3.length;
        for (let i1 = 0; i1 < len1; i1++) {
          let data4 = data3[i1];
          if (typeof data4 === "string") {
            if (func3(data4) < 1) {
              const err5 = { instancePath: instancePath + "/ignores/" + i1, schemaPath: "#/definitions/strings/items/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters", schema: 1, parentSchema: schema12.items, data: data4 };
              if (vErrors === null) {
                vErrors = [err5];
              } else {
                vErrors.push(err5);
              }
              errors++;
            }
          } else {
            const err6 = { instancePath: instancePath + "/ignores/" + i1, schemaPath: "#/definitions/strings/items/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema12.items.type, parentSchema: schema12.items, data: data4 };
            if (vErrors === null) {
              vErrors = [err6];
            } else {
              vErrors.push(err6);
            }
            errors++;
          }
        }
      } else {
        const err7 = { instancePath: instancePath + "/ignores", schemaPath: "#/definitions/strings/type", keyword: "type", params: { type: "array" }, message: "must be array", schema: schema12.type, parentSchema: schema12, data: data3 };
        if (vErrors === null) {
          vErrors = [err7];
        } else {
          vErrors.push(err7);
        }
        errors++;
      }
    }
    if (data.extends !== void 0) {
      let data5 = data.extends;
      const _errs15 = errors;
      let valid7 = false;
      const _errs16 = errors;
      if (typeof data5 === "string") {
        if (func3(data5) < 1) {
          const err8 = { instancePath: instancePath + "/extends", schemaPath: "#/properties/extends/anyOf/0/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters", schema: 1, parentSchema: schema11.properties.extends.anyOf[0], data: data5 };
          if (vErrors === null) {
            vErrors = [err8];
          } else {
            vErrors.push(err8);
          }
          errors++;
        }
      } else {
        const err9 = { instancePath: instancePath + "/extends", schemaPath: "#/properties/extends/anyOf/0/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema11.properties.extends.anyOf[0].type, parentSchema: schema11.properties.extends.anyOf[0], data: data5 };
        if (vErrors === null) {
          vErrors = [err9];
        } else {
          vErrors.push(err9);
        }
        errors++;
      }
      var _valid0 = _errs16 === errors;
      valid7 = valid7 || _valid0;
      if (!valid7) {
        const _errs18 = errors;
        if (Array.isArray(data5)) {
          const len2 = data5.length;
          for (let i2 = 0; i2 < len2; i2++) {
            let data6 = data5[i2];
            if (typeof data6 === "string") {
              if (func3(data6) < 1) {
                const err10 = { instancePath: instancePath + "/extends/" + i2, schemaPath: "#/definitions/strings/items/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters", schema: 1, parentSchema: schema12.items, data: data6 };
                if (vErrors === null) {
                  vErrors = [err10];
                } else {
                  vErrors.push(err10);
                }
                errors++;
              }
            } else {
              const err11 = { instancePath: instancePath + "/extends/" + i2, schemaPath: "#/definitions/strings/items/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema12.items.type, parentSchema: schema12.items, data: data6 };
              if (vErrors === null) {
                vErrors = [err11];
              } else {
                vErrors.push(err11);
              }
              errors++;
            }
          }
        } else {
          const err12 = { instancePath: instancePath + "/extends", schemaPath: "#/definitions/strings/type", keyword: "type", params: { type: "array" }, message: "must be array", schema: schema12.type, parentSchema: schema12, data: data5 };
          if (vErrors === null) {
            vErrors = [err12];
          } else {
            vErrors.push(err12);
          }
          errors++;
        }
        var _valid0 = _errs18 === errors;
        valid7 = valid7 || _valid0;
      }
      if (!valid7) {
        const err13 = { instancePath: instancePath + "/extends", schemaPath: "#/properties/extends/anyOf", keyword: "anyOf", params: {}, message: "must match a schema in anyOf", schema: schema11.properties.extends.anyOf, parentSchema: schema11.properties.extends, data: data5 };
        if (vErrors === null) {
          vErrors = [err13];
        } else {
          vErrors.push(err13);
        }
        errors++;
      } else {
        errors = _errs15;
        if (vErrors !== null) {
          if (_errs15) {
            vErrors.length = _errs15;
          } else {
            vErrors = null;
          }
        }
      }
    }
    if (data.rules !== void 0) {
      if (!validate11(data.rules, { instancePath: instancePath + "/rules", parentData: data, parentDataProperty: "rules", rootData })) {
        vErrors = vErrors === null ? validate11.errors : vErrors.concat(validate11.errors);
        errors = vErrors.length;
      }
    }
    if (data.enforce !== void 0) {
      let data8 = data.enforce;
      if (Array.isArray(data8)) {
        const len3 = data8.length;
        for (let i3 = 0; i3 < len3; i3++) {
          let data9 = data8[i3];
          if (typeof data9 === "string") {
            if (func3(data9) < 1) {
              const err14 = { instancePath: instancePath + "/enforce/" + i3, schemaPath: "#/definitions/strings/items/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters", schema: 1, parentSchema: schema12.items, data: data9 };
              if (vErrors === null) {
                vErrors = [err14];
              } else {
                vErrors.push(err14);
              }
              errors++;
            }
          } else {
            const err15 = { instancePath: instancePath + "/enforce/" + i3, schemaPath: "#/definitions/strings/items/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema12.items.type, parentSchema: schema12.items, data: data9 };
            if (vErrors === null) {
              vErrors = [err15];
            } else {
              vErrors.push(err15);
            }
            errors++;
          }
        }
      } else {
        const err16 = { instancePath: instancePath + "/enforce", schemaPath: "#/definitions/strings/type", keyword: "type", params: { type: "array" }, message: "must be array", schema: schema12.type, parentSchema: schema12, data: data8 };
        if (vErrors === null) {
          vErrors = [err16];
        } else {
          vErrors.push(err16);
        }
        errors++;
      }
    }
    if (data.overrides !== void 0) {
      let data10 = data.overrides;
      if (Array.isArray(data10)) {
        const len4 = data10.length;
        for (let i4 = 0; i4 < len4; i4++) {
          if (!validate13(data10[i4], { instancePath: instancePath + "/overrides/" + i4, parentData: data10, parentDataProperty: i4, rootData })) {
            vErrors = vErrors === null ? validate13.errors : vErrors.concat(validate13.errors);
            errors = vErrors.length;
          }
        }
      } else {
        const err17 = { instancePath: instancePath + "/overrides", schemaPath: "#/properties/overrides/type", keyword: "type", params: { type: "array" }, message: "must be array", schema: schema11.properties.overrides.type, parentSchema: schema11.properties.overrides, data: data10 };
        if (vErrors === null) {
          vErrors = [err17];
        } else {
          vErrors.push(err17);
        }
        errors++;
      }
    }
    if (data.suppressions !== void 0) {
      let data12 = data.suppressions;
      if (Array.isArray(data12)) {
        const len5 = data12.length;
        for (let i5 = 0; i5 < len5; i5++) {
          if (!validate16(data12[i5], { instancePath: instancePath + "/suppressions/" + i5, parentData: data12, parentDataProperty: i5, rootData })) {
            vErrors = vErrors === null ? validate16.errors : vErrors.concat(validate16.errors);
            errors = vErrors.length;
          }
        }
      } else {
        const err18 = { instancePath: instancePath + "/suppressions", schemaPath: "#/properties/suppressions/type", keyword: "type", params: { type: "array" }, message: "must be array", schema: schema11.properties.suppressions.type, parentSchema: schema11.properties.suppressions, data: data12 };
        if (vErrors === null) {
          vErrors = [err18];
        } else {
          vErrors.push(err18);
        }
        errors++;
      }
    }
    if (data.plugins !== void 0) {
      let data14 = data.plugins;
      if (Array.isArray(data14)) {
        const len6 = data14.length;
        for (let i6 = 0; i6 < len6; i6++) {
          let data15 = data14[i6];
          if (typeof data15 === "string") {
            if (func3(data15) < 1) {
              const err19 = { instancePath: instancePath + "/plugins/" + i6, schemaPath: "#/definitions/strings/items/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters", schema: 1, parentSchema: schema12.items, data: data15 };
              if (vErrors === null) {
                vErrors = [err19];
              } else {
                vErrors.push(err19);
              }
              errors++;
            }
          } else {
            const err20 = { instancePath: instancePath + "/plugins/" + i6, schemaPath: "#/definitions/strings/items/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema12.items.type, parentSchema: schema12.items, data: data15 };
            if (vErrors === null) {
              vErrors = [err20];
            } else {
              vErrors.push(err20);
            }
            errors++;
          }
        }
      } else {
        const err21 = { instancePath: instancePath + "/plugins", schemaPath: "#/definitions/strings/type", keyword: "type", params: { type: "array" }, message: "must be array", schema: schema12.type, parentSchema: schema12, data: data14 };
        if (vErrors === null) {
          vErrors = [err21];
        } else {
          vErrors.push(err21);
        }
        errors++;
      }
    }
    if (data.assertions !== void 0) {
      let data16 = data.assertions;
      if (Array.isArray(data16)) {
        const len7 = data16.length;
        for (let i7 = 0; i7 < len7; i7++) {
          if (!validate18(data16[i7], { instancePath: instancePath + "/assertions/" + i7, parentData: data16, parentDataProperty: i7, rootData })) {
            vErrors = vErrors === null ? validate18.errors : vErrors.concat(validate18.errors);
            errors = vErrors.length;
          }
        }
      } else {
        const err22 = { instancePath: instancePath + "/assertions", schemaPath: "#/properties/assertions/type", keyword: "type", params: { type: "array" }, message: "must be array", schema: schema11.properties.assertions.type, parentSchema: schema11.properties.assertions, data: data16 };
        if (vErrors === null) {
          vErrors = [err22];
        } else {
          vErrors.push(err22);
        }
        errors++;
      }
    }
    if (data.partialSpecs !== void 0) {
      let data18 = data.partialSpecs;
      if (!(data18 === "strict" || data18 === "defer")) {
        const err23 = { instancePath: instancePath + "/partialSpecs", schemaPath: "#/properties/partialSpecs/enum", keyword: "enum", params: { allowedValues: schema11.properties.partialSpecs.enum }, message: "must be equal to one of the allowed values", schema: schema11.properties.partialSpecs.enum, parentSchema: schema11.properties.partialSpecs, data: data18 };
        if (vErrors === null) {
          vErrors = [err23];
        } else {
          vErrors.push(err23);
        }
        errors++;
      }
    }
    if (data.targets !== void 0) {
      let data19 = data.targets;
      if (data19 && typeof data19 == "object" && !Array.isArray(data19)) {
        for (const key1 in data19) {
          if (!(key1 === "role" || key1 === "externalId" || key1 === "sessionName" || key1 === "accounts" || key1 === "allow")) {
            const err24 = { instancePath: instancePath + "/targets", schemaPath: "#/properties/targets/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key1 }, message: "must NOT have additional properties", schema: false, parentSchema: schema11.properties.targets, data: data19 };
            if (vErrors === null) {
              vErrors = [err24];
            } else {
              vErrors.push(err24);
            }
            errors++;
          }
        }
        if (data19.role !== void 0) {
          let data20 = data19.role;
          if (typeof data20 === "string") {
            if (func3(data20) < 1) {
              const err25 = { instancePath: instancePath + "/targets/role", schemaPath: "#/properties/targets/properties/role/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters", schema: 1, parentSchema: schema11.properties.targets.properties.role, data: data20 };
              if (vErrors === null) {
                vErrors = [err25];
              } else {
                vErrors.push(err25);
              }
              errors++;
            }
          } else {
            const err26 = { instancePath: instancePath + "/targets/role", schemaPath: "#/properties/targets/properties/role/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema11.properties.targets.properties.role.type, parentSchema: schema11.properties.targets.properties.role, data: data20 };
            if (vErrors === null) {
              vErrors = [err26];
            } else {
              vErrors.push(err26);
            }
            errors++;
          }
        }
        if (data19.externalId !== void 0) {
          let data21 = data19.externalId;
          if (typeof data21 === "string") {
            if (func3(data21) < 1) {
              const err27 = { instancePath: instancePath + "/targets/externalId", schemaPath: "#/properties/targets/properties/externalId/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters", schema: 1, parentSchema: schema11.properties.targets.properties.externalId, data: data21 };
              if (vErrors === null) {
                vErrors = [err27];
              } else {
                vErrors.push(err27);
              }
              errors++;
            }
          } else {
            const err28 = { instancePath: instancePath + "/targets/externalId", schemaPath: "#/properties/targets/properties/externalId/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema11.properties.targets.properties.externalId.type, parentSchema: schema11.properties.targets.properties.externalId, data: data21 };
            if (vErrors === null) {
              vErrors = [err28];
            } else {
              vErrors.push(err28);
            }
            errors++;
          }
        }
        if (data19.sessionName !== void 0) {
          let data22 = data19.sessionName;
          if (typeof data22 === "string") {
            if (func3(data22) < 1) {
              const err29 = { instancePath: instancePath + "/targets/sessionName", schemaPath: "#/properties/targets/properties/sessionName/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters", schema: 1, parentSchema: schema11.properties.targets.properties.sessionName, data: data22 };
              if (vErrors === null) {
                vErrors = [err29];
              } else {
                vErrors.push(err29);
              }
              errors++;
            }
          } else {
            const err30 = { instancePath: instancePath + "/targets/sessionName", schemaPath: "#/properties/targets/properties/sessionName/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema11.properties.targets.properties.sessionName.type, parentSchema: schema11.properties.targets.properties.sessionName, data: data22 };
            if (vErrors === null) {
              vErrors = [err30];
            } else {
              vErrors.push(err30);
            }
            errors++;
          }
        }
        if (data19.accounts !== void 0) {
          let data23 = data19.accounts;
          if (data23 && typeof data23 == "object" && !Array.isArray(data23)) {
            for (const key2 in data23) {
              const _errs55 = errors;
              if (typeof key2 === "string") {
                if (!pattern1.test(key2)) {
                  const err31 = { instancePath: instancePath + "/targets/accounts", schemaPath: "#/properties/targets/properties/accounts/propertyNames/pattern", keyword: "pattern", params: { pattern: "^[0-9]{12}$" }, message: 'must match pattern "^[0-9]{12}$"', schema: "^[0-9]{12}$", parentSchema: schema11.properties.targets.properties.accounts.propertyNames, data: key2, propertyName: key2 };
                  if (vErrors === null) {
                    vErrors = [err31];
                  } else {
                    vErrors.push(err31);
                  }
                  errors++;
                }
              }
              var valid24 = _errs55 === errors;
              if (!valid24) {
                const err32 = { instancePath: instancePath + "/targets/accounts", schemaPath: "#/properties/targets/properties/accounts/propertyNames", keyword: "propertyNames", params: { propertyName: key2 }, message: "property name must be valid", schema: schema11.properties.targets.properties.accounts.propertyNames, parentSchema: schema11.properties.targets.properties.accounts, data: data23 };
                if (vErrors === null) {
                  vErrors = [err32];
                } else {
                  vErrors.push(err32);
                }
                errors++;
              }
            }
            for (const key3 in data23) {
              let data24 = data23[key3];
              if (data24 && typeof data24 == "object" && !Array.isArray(data24)) {
                for (const key4 in data24) {
                  if (!(key4 === "roleArn" || key4 === "externalId" || key4 === "sessionName")) {
                    const err33 = { instancePath: instancePath + "/targets/accounts/" + key3.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/targets/properties/accounts/additionalProperties/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key4 }, message: "must NOT have additional properties", schema: false, parentSchema: schema11.properties.targets.properties.accounts.additionalProperties, data: data24 };
                    if (vErrors === null) {
                      vErrors = [err33];
                    } else {
                      vErrors.push(err33);
                    }
                    errors++;
                  }
                }
                if (data24.roleArn !== void 0) {
                  let data25 = data24.roleArn;
                  if (typeof data25 === "string") {
                    if (func3(data25) < 1) {
                      const err34 = { instancePath: instancePath + "/targets/accounts/" + key3.replace(/~/g, "~0").replace(/\//g, "~1") + "/roleArn", schemaPath: "#/properties/targets/properties/accounts/additionalProperties/properties/roleArn/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters", schema: 1, parentSchema: schema11.properties.targets.properties.accounts.additionalProperties.properties.roleArn, data: data25 };
                      if (vErrors === null) {
                        vErrors = [err34];
                      } else {
                        vErrors.push(err34);
                      }
                      errors++;
                    }
                  } else {
                    const err35 = { instancePath: instancePath + "/targets/accounts/" + key3.replace(/~/g, "~0").replace(/\//g, "~1") + "/roleArn", schemaPath: "#/properties/targets/properties/accounts/additionalProperties/properties/roleArn/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema11.properties.targets.properties.accounts.additionalProperties.properties.roleArn.type, parentSchema: schema11.properties.targets.properties.accounts.additionalProperties.properties.roleArn, data: data25 };
                    if (vErrors === null) {
                      vErrors = [err35];
                    } else {
                      vErrors.push(err35);
                    }
                    errors++;
                  }
                }
                if (data24.externalId !== void 0) {
                  let data26 = data24.externalId;
                  if (typeof data26 === "string") {
                    if (func3(data26) < 1) {
                      const err36 = { instancePath: instancePath + "/targets/accounts/" + key3.replace(/~/g, "~0").replace(/\//g, "~1") + "/externalId", schemaPath: "#/properties/targets/properties/accounts/additionalProperties/properties/externalId/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters", schema: 1, parentSchema: schema11.properties.targets.properties.accounts.additionalProperties.properties.externalId, data: data26 };
                      if (vErrors === null) {
                        vErrors = [err36];
                      } else {
                        vErrors.push(err36);
                      }
                      errors++;
                    }
                  } else {
                    const err37 = { instancePath: instancePath + "/targets/accounts/" + key3.replace(/~/g, "~0").replace(/\//g, "~1") + "/externalId", schemaPath: "#/properties/targets/properties/accounts/additionalProperties/properties/externalId/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema11.properties.targets.properties.accounts.additionalProperties.properties.externalId.type, parentSchema: schema11.properties.targets.properties.accounts.additionalProperties.properties.externalId, data: data26 };
                    if (vErrors === null) {
                      vErrors = [err37];
                    } else {
                      vErrors.push(err37);
                    }
                    errors++;
                  }
                }
                if (data24.sessionName !== void 0) {
                  let data27 = data24.sessionName;
                  if (typeof data27 === "string") {
                    if (func3(data27) < 1) {
                      const err38 = { instancePath: instancePath + "/targets/accounts/" + key3.replace(/~/g, "~0").replace(/\//g, "~1") + "/sessionName", schemaPath: "#/properties/targets/properties/accounts/additionalProperties/properties/sessionName/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters", schema: 1, parentSchema: schema11.properties.targets.properties.accounts.additionalProperties.properties.sessionName, data: data27 };
                      if (vErrors === null) {
                        vErrors = [err38];
                      } else {
                        vErrors.push(err38);
                      }
                      errors++;
                    }
                  } else {
                    const err39 = { instancePath: instancePath + "/targets/accounts/" + key3.replace(/~/g, "~0").replace(/\//g, "~1") + "/sessionName", schemaPath: "#/properties/targets/properties/accounts/additionalProperties/properties/sessionName/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema11.properties.targets.properties.accounts.additionalProperties.properties.sessionName.type, parentSchema: schema11.properties.targets.properties.accounts.additionalProperties.properties.sessionName, data: data27 };
                    if (vErrors === null) {
                      vErrors = [err39];
                    } else {
                      vErrors.push(err39);
                    }
                    errors++;
                  }
                }
              } else {
                const err40 = { instancePath: instancePath + "/targets/accounts/" + key3.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/targets/properties/accounts/additionalProperties/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema11.properties.targets.properties.accounts.additionalProperties.type, parentSchema: schema11.properties.targets.properties.accounts.additionalProperties, data: data24 };
                if (vErrors === null) {
                  vErrors = [err40];
                } else {
                  vErrors.push(err40);
                }
                errors++;
              }
            }
          } else {
            const err41 = { instancePath: instancePath + "/targets/accounts", schemaPath: "#/properties/targets/properties/accounts/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema11.properties.targets.properties.accounts.type, parentSchema: schema11.properties.targets.properties.accounts, data: data23 };
            if (vErrors === null) {
              vErrors = [err41];
            } else {
              vErrors.push(err41);
            }
            errors++;
          }
        }
        if (data19.allow !== void 0) {
          let data28 = data19.allow;
          if (data28 && typeof data28 == "object" && !Array.isArray(data28)) {
            for (const key5 in data28) {
              if (!(key5 === "accounts" || key5 === "regions")) {
                const err42 = { instancePath: instancePath + "/targets/allow", schemaPath: "#/properties/targets/properties/allow/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key5 }, message: "must NOT have additional properties", schema: false, parentSchema: schema11.properties.targets.properties.allow, data: data28 };
                if (vErrors === null) {
                  vErrors = [err42];
                } else {
                  vErrors.push(err42);
                }
                errors++;
              }
            }
            if (data28.accounts !== void 0) {
              let data29 = data28.accounts;
              if (Array.isArray(data29)) {
                const len8 = data29.length;
                for (let i8 = 0; i8 < len8; i8++) {
                  let data30 = data29[i8];
                  if (typeof data30 === "string") {
                    if (!pattern1.test(data30)) {
                      const err43 = { instancePath: instancePath + "/targets/allow/accounts/" + i8, schemaPath: "#/properties/targets/properties/allow/properties/accounts/items/pattern", keyword: "pattern", params: { pattern: "^[0-9]{12}$" }, message: 'must match pattern "^[0-9]{12}$"', schema: "^[0-9]{12}$", parentSchema: schema11.properties.targets.properties.allow.properties.accounts.items, data: data30 };
                      if (vErrors === null) {
                        vErrors = [err43];
                      } else {
                        vErrors.push(err43);
                      }
                      errors++;
                    }
                  } else {
                    const err44 = { instancePath: instancePath + "/targets/allow/accounts/" + i8, schemaPath: "#/properties/targets/properties/allow/properties/accounts/items/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema11.properties.targets.properties.allow.properties.accounts.items.type, parentSchema: schema11.properties.targets.properties.allow.properties.accounts.items, data: data30 };
                    if (vErrors === null) {
                      vErrors = [err44];
                    } else {
                      vErrors.push(err44);
                    }
                    errors++;
                  }
                }
              } else {
                const err45 = { instancePath: instancePath + "/targets/allow/accounts", schemaPath: "#/properties/targets/properties/allow/properties/accounts/type", keyword: "type", params: { type: "array" }, message: "must be array", schema: schema11.properties.targets.properties.allow.properties.accounts.type, parentSchema: schema11.properties.targets.properties.allow.properties.accounts, data: data29 };
                if (vErrors === null) {
                  vErrors = [err45];
                } else {
                  vErrors.push(err45);
                }
                errors++;
              }
            }
            if (data28.regions !== void 0) {
              let data31 = data28.regions;
              if (Array.isArray(data31)) {
                const len9 = data31.length;
                for (let i9 = 0; i9 < len9; i9++) {
                  let data32 = data31[i9];
                  if (typeof data32 === "string") {
                    if (func3(data32) < 1) {
                      const err46 = { instancePath: instancePath + "/targets/allow/regions/" + i9, schemaPath: "#/definitions/strings/items/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters", schema: 1, parentSchema: schema12.items, data: data32 };
                      if (vErrors === null) {
                        vErrors = [err46];
                      } else {
                        vErrors.push(err46);
                      }
                      errors++;
                    }
                  } else {
                    const err47 = { instancePath: instancePath + "/targets/allow/regions/" + i9, schemaPath: "#/definitions/strings/items/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema12.items.type, parentSchema: schema12.items, data: data32 };
                    if (vErrors === null) {
                      vErrors = [err47];
                    } else {
                      vErrors.push(err47);
                    }
                    errors++;
                  }
                }
              } else {
                const err48 = { instancePath: instancePath + "/targets/allow/regions", schemaPath: "#/definitions/strings/type", keyword: "type", params: { type: "array" }, message: "must be array", schema: schema12.type, parentSchema: schema12, data: data31 };
                if (vErrors === null) {
                  vErrors = [err48];
                } else {
                  vErrors.push(err48);
                }
                errors++;
              }
            }
          } else {
            const err49 = { instancePath: instancePath + "/targets/allow", schemaPath: "#/properties/targets/properties/allow/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema11.properties.targets.properties.allow.type, parentSchema: schema11.properties.targets.properties.allow, data: data28 };
            if (vErrors === null) {
              vErrors = [err49];
            } else {
              vErrors.push(err49);
            }
            errors++;
          }
        }
      } else {
        const err50 = { instancePath: instancePath + "/targets", schemaPath: "#/properties/targets/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema11.properties.targets.type, parentSchema: schema11.properties.targets, data: data19 };
        if (vErrors === null) {
          vErrors = [err50];
        } else {
          vErrors.push(err50);
        }
        errors++;
      }
    }
    if (data.apply !== void 0) {
      let data33 = data.apply;
      if (data33 && typeof data33 == "object" && !Array.isArray(data33)) {
        for (const key6 in data33) {
          if (!(key6 === "concurrency" || key6 === "rate" || key6 === "maxFailures" || key6 === "waves")) {
            const err51 = { instancePath: instancePath + "/apply", schemaPath: "#/properties/apply/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key6 }, message: "must NOT have additional properties", schema: false, parentSchema: schema11.properties.apply, data: data33 };
            if (vErrors === null) {
              vErrors = [err51];
            } else {
              vErrors.push(err51);
            }
            errors++;
          }
        }
        if (data33.concurrency !== void 0) {
          let data34 = data33.concurrency;
          if (!(typeof data34 == "number" && (!(data34 % 1) && !isNaN(data34)))) {
            const err52 = { instancePath: instancePath + "/apply/concurrency", schemaPath: "#/properties/apply/properties/concurrency/type", keyword: "type", params: { type: "integer" }, message: "must be integer", schema: schema11.properties.apply.properties.concurrency.type, parentSchema: schema11.properties.apply.properties.concurrency, data: data34 };
            if (vErrors === null) {
              vErrors = [err52];
            } else {
              vErrors.push(err52);
            }
            errors++;
          }
          if (typeof data34 == "number") {
            if (data34 > 1e3 || isNaN(data34)) {
              const err53 = { instancePath: instancePath + "/apply/concurrency", schemaPath: "#/properties/apply/properties/concurrency/maximum", keyword: "maximum", params: { comparison: "<=", limit: 1e3 }, message: "must be <= 1000", schema: 1e3, parentSchema: schema11.properties.apply.properties.concurrency, data: data34 };
              if (vErrors === null) {
                vErrors = [err53];
              } else {
                vErrors.push(err53);
              }
              errors++;
            }
            if (data34 < 1 || isNaN(data34)) {
              const err54 = { instancePath: instancePath + "/apply/concurrency", schemaPath: "#/properties/apply/properties/concurrency/minimum", keyword: "minimum", params: { comparison: ">=", limit: 1 }, message: "must be >= 1", schema: 1, parentSchema: schema11.properties.apply.properties.concurrency, data: data34 };
              if (vErrors === null) {
                vErrors = [err54];
              } else {
                vErrors.push(err54);
              }
              errors++;
            }
          }
        }
        if (data33.rate !== void 0) {
          let data35 = data33.rate;
          const _errs84 = errors;
          let valid34 = false;
          const _errs85 = errors;
          if ("auto" !== data35) {
            const err55 = { instancePath: instancePath + "/apply/rate", schemaPath: "#/properties/apply/properties/rate/anyOf/0/const", keyword: "const", params: { allowedValue: "auto" }, message: "must be equal to constant", schema: "auto", parentSchema: schema11.properties.apply.properties.rate.anyOf[0], data: data35 };
            if (vErrors === null) {
              vErrors = [err55];
            } else {
              vErrors.push(err55);
            }
            errors++;
          }
          var _valid1 = _errs85 === errors;
          valid34 = valid34 || _valid1;
          if (!valid34) {
            const _errs86 = errors;
            if (typeof data35 == "number") {
              if (data35 <= 0 || isNaN(data35)) {
                const err56 = { instancePath: instancePath + "/apply/rate", schemaPath: "#/properties/apply/properties/rate/anyOf/1/exclusiveMinimum", keyword: "exclusiveMinimum", params: { comparison: ">", limit: 0 }, message: "must be > 0", schema: 0, parentSchema: schema11.properties.apply.properties.rate.anyOf[1], data: data35 };
                if (vErrors === null) {
                  vErrors = [err56];
                } else {
                  vErrors.push(err56);
                }
                errors++;
              }
            } else {
              const err57 = { instancePath: instancePath + "/apply/rate", schemaPath: "#/properties/apply/properties/rate/anyOf/1/type", keyword: "type", params: { type: "number" }, message: "must be number", schema: schema11.properties.apply.properties.rate.anyOf[1].type, parentSchema: schema11.properties.apply.properties.rate.anyOf[1], data: data35 };
              if (vErrors === null) {
                vErrors = [err57];
              } else {
                vErrors.push(err57);
              }
              errors++;
            }
            var _valid1 = _errs86 === errors;
            valid34 = valid34 || _valid1;
          }
          if (!valid34) {
            const err58 = { instancePath: instancePath + "/apply/rate", schemaPath: "#/properties/apply/properties/rate/anyOf", keyword: "anyOf", params: {}, message: "must match a schema in anyOf", schema: schema11.properties.apply.properties.rate.anyOf, parentSchema: schema11.properties.apply.properties.rate, data: data35 };
            if (vErrors === null) {
              vErrors = [err58];
            } else {
              vErrors.push(err58);
            }
            errors++;
          } else {
            errors = _errs84;
            if (vErrors !== null) {
              if (_errs84) {
                vErrors.length = _errs84;
              } else {
                vErrors = null;
              }
            }
          }
        }
        if (data33.maxFailures !== void 0) {
          let data36 = data33.maxFailures;
          const _errs89 = errors;
          let valid35 = false;
          const _errs90 = errors;
          if (!(typeof data36 == "number" && (!(data36 % 1) && !isNaN(data36)))) {
            const err59 = { instancePath: instancePath + "/apply/maxFailures", schemaPath: "#/properties/apply/properties/maxFailures/anyOf/0/type", keyword: "type", params: { type: "integer" }, message: "must be integer", schema: schema11.properties.apply.properties.maxFailures.anyOf[0].type, parentSchema: schema11.properties.apply.properties.maxFailures.anyOf[0], data: data36 };
            if (vErrors === null) {
              vErrors = [err59];
            } else {
              vErrors.push(err59);
            }
            errors++;
          }
          if (typeof data36 == "number") {
            if (data36 < 0 || isNaN(data36)) {
              const err60 = { instancePath: instancePath + "/apply/maxFailures", schemaPath: "#/properties/apply/properties/maxFailures/anyOf/0/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0", schema: 0, parentSchema: schema11.properties.apply.properties.maxFailures.anyOf[0], data: data36 };
              if (vErrors === null) {
                vErrors = [err60];
              } else {
                vErrors.push(err60);
              }
              errors++;
            }
          }
          var _valid2 = _errs90 === errors;
          valid35 = valid35 || _valid2;
          if (!valid35) {
            const _errs92 = errors;
            if (typeof data36 === "string") {
              if (!pattern3.test(data36)) {
                const err61 = { instancePath: instancePath + "/apply/maxFailures", schemaPath: "#/properties/apply/properties/maxFailures/anyOf/1/pattern", keyword: "pattern", params: { pattern: "^[0-9]+%?$" }, message: 'must match pattern "^[0-9]+%?$"', schema: "^[0-9]+%?$", parentSchema: schema11.properties.apply.properties.maxFailures.anyOf[1], data: data36 };
                if (vErrors === null) {
                  vErrors = [err61];
                } else {
                  vErrors.push(err61);
                }
                errors++;
              }
            } else {
              const err62 = { instancePath: instancePath + "/apply/maxFailures", schemaPath: "#/properties/apply/properties/maxFailures/anyOf/1/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema11.properties.apply.properties.maxFailures.anyOf[1].type, parentSchema: schema11.properties.apply.properties.maxFailures.anyOf[1], data: data36 };
              if (vErrors === null) {
                vErrors = [err62];
              } else {
                vErrors.push(err62);
              }
              errors++;
            }
            var _valid2 = _errs92 === errors;
            valid35 = valid35 || _valid2;
          }
          if (!valid35) {
            const err63 = { instancePath: instancePath + "/apply/maxFailures", schemaPath: "#/properties/apply/properties/maxFailures/anyOf", keyword: "anyOf", params: {}, message: "must match a schema in anyOf", schema: schema11.properties.apply.properties.maxFailures.anyOf, parentSchema: schema11.properties.apply.properties.maxFailures, data: data36 };
            if (vErrors === null) {
              vErrors = [err63];
            } else {
              vErrors.push(err63);
            }
            errors++;
          } else {
            errors = _errs89;
            if (vErrors !== null) {
              if (_errs89) {
                vErrors.length = _errs89;
              } else {
                vErrors = null;
              }
            }
          }
        }
        if (data33.waves !== void 0) {
          let data37 = data33.waves;
          if (Array.isArray(data37)) {
            if (data37.length < 1) {
              const err64 = { instancePath: instancePath + "/apply/waves", schemaPath: "#/properties/apply/properties/waves/minItems", keyword: "minItems", params: { limit: 1 }, message: "must NOT have fewer than 1 items", schema: 1, parentSchema: schema11.properties.apply.properties.waves, data: data37 };
              if (vErrors === null) {
                vErrors = [err64];
              } else {
                vErrors.push(err64);
              }
              errors++;
            }
            const len10 = data37.length;
            for (let i10 = 0; i10 < len10; i10++) {
              let data38 = data37[i10];
              const _errs97 = errors;
              let valid38 = false;
              const _errs98 = errors;
              if (!(typeof data38 == "number" && (!(data38 % 1) && !isNaN(data38)))) {
                const err65 = { instancePath: instancePath + "/apply/waves/" + i10, schemaPath: "#/properties/apply/properties/waves/items/anyOf/0/type", keyword: "type", params: { type: "integer" }, message: "must be integer", schema: schema11.properties.apply.properties.waves.items.anyOf[0].type, parentSchema: schema11.properties.apply.properties.waves.items.anyOf[0], data: data38 };
                if (vErrors === null) {
                  vErrors = [err65];
                } else {
                  vErrors.push(err65);
                }
                errors++;
              }
              if (typeof data38 == "number") {
                if (data38 < 1 || isNaN(data38)) {
                  const err66 = { instancePath: instancePath + "/apply/waves/" + i10, schemaPath: "#/properties/apply/properties/waves/items/anyOf/0/minimum", keyword: "minimum", params: { comparison: ">=", limit: 1 }, message: "must be >= 1", schema: 1, parentSchema: schema11.properties.apply.properties.waves.items.anyOf[0], data: data38 };
                  if (vErrors === null) {
                    vErrors = [err66];
                  } else {
                    vErrors.push(err66);
                  }
                  errors++;
                }
              }
              var _valid3 = _errs98 === errors;
              valid38 = valid38 || _valid3;
              if (!valid38) {
                const _errs100 = errors;
                if (typeof data38 === "string") {
                  if (!pattern3.test(data38)) {
                    const err67 = { instancePath: instancePath + "/apply/waves/" + i10, schemaPath: "#/properties/apply/properties/waves/items/anyOf/1/pattern", keyword: "pattern", params: { pattern: "^[0-9]+%?$" }, message: 'must match pattern "^[0-9]+%?$"', schema: "^[0-9]+%?$", parentSchema: schema11.properties.apply.properties.waves.items.anyOf[1], data: data38 };
                    if (vErrors === null) {
                      vErrors = [err67];
                    } else {
                      vErrors.push(err67);
                    }
                    errors++;
                  }
                } else {
                  const err68 = { instancePath: instancePath + "/apply/waves/" + i10, schemaPath: "#/properties/apply/properties/waves/items/anyOf/1/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema11.properties.apply.properties.waves.items.anyOf[1].type, parentSchema: schema11.properties.apply.properties.waves.items.anyOf[1], data: data38 };
                  if (vErrors === null) {
                    vErrors = [err68];
                  } else {
                    vErrors.push(err68);
                  }
                  errors++;
                }
                var _valid3 = _errs100 === errors;
                valid38 = valid38 || _valid3;
              }
              if (!valid38) {
                const err69 = { instancePath: instancePath + "/apply/waves/" + i10, schemaPath: "#/properties/apply/properties/waves/items/anyOf", keyword: "anyOf", params: {}, message: "must match a schema in anyOf", schema: schema11.properties.apply.properties.waves.items.anyOf, parentSchema: schema11.properties.apply.properties.waves.items, data: data38 };
                if (vErrors === null) {
                  vErrors = [err69];
                } else {
                  vErrors.push(err69);
                }
                errors++;
              } else {
                errors = _errs97;
                if (vErrors !== null) {
                  if (_errs97) {
                    vErrors.length = _errs97;
                  } else {
                    vErrors = null;
                  }
                }
              }
            }
          } else {
            const err70 = { instancePath: instancePath + "/apply/waves", schemaPath: "#/properties/apply/properties/waves/type", keyword: "type", params: { type: "array" }, message: "must be array", schema: schema11.properties.apply.properties.waves.type, parentSchema: schema11.properties.apply.properties.waves, data: data37 };
            if (vErrors === null) {
              vErrors = [err70];
            } else {
              vErrors.push(err70);
            }
            errors++;
          }
        }
      } else {
        const err71 = { instancePath: instancePath + "/apply", schemaPath: "#/properties/apply/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema11.properties.apply.type, parentSchema: schema11.properties.apply, data: data33 };
        if (vErrors === null) {
          vErrors = [err71];
        } else {
          vErrors.push(err71);
        }
        errors++;
      }
    }
    if (data.local !== void 0) {
      let data39 = data.local;
      if (data39 && typeof data39 == "object" && !Array.isArray(data39)) {
        for (const key7 in data39) {
          if (!(key7 === "seed")) {
            const err72 = { instancePath: instancePath + "/local", schemaPath: "#/properties/local/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key7 }, message: "must NOT have additional properties", schema: false, parentSchema: schema11.properties.local, data: data39 };
            if (vErrors === null) {
              vErrors = [err72];
            } else {
              vErrors.push(err72);
            }
            errors++;
          }
        }
        if (data39.seed !== void 0) {
          let data40 = data39.seed;
          if (typeof data40 === "string") {
            if (func3(data40) < 1) {
              const err73 = { instancePath: instancePath + "/local/seed", schemaPath: "#/properties/local/properties/seed/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters", schema: 1, parentSchema: schema11.properties.local.properties.seed, data: data40 };
              if (vErrors === null) {
                vErrors = [err73];
              } else {
                vErrors.push(err73);
              }
              errors++;
            }
          } else {
            const err74 = { instancePath: instancePath + "/local/seed", schemaPath: "#/properties/local/properties/seed/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema11.properties.local.properties.seed.type, parentSchema: schema11.properties.local.properties.seed, data: data40 };
            if (vErrors === null) {
              vErrors = [err74];
            } else {
              vErrors.push(err74);
            }
            errors++;
          }
        }
      } else {
        const err75 = { instancePath: instancePath + "/local", schemaPath: "#/properties/local/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema11.properties.local.type, parentSchema: schema11.properties.local, data: data39 };
        if (vErrors === null) {
          vErrors = [err75];
        } else {
          vErrors.push(err75);
        }
        errors++;
      }
    }
  } else {
    const err76 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema11.type, parentSchema: schema11, data };
    if (vErrors === null) {
      vErrors = [err76];
    } else {
      vErrors.push(err76);
    }
    errors++;
  }
  validate10.errors = vErrors;
  return errors === 0;
}
export {
  validateConfig
};
