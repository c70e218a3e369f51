// Generated from schema/spec.schema.json by `npm run generate`.
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
var validateSpec = validate24;
var schema14 = { "title": "SpecFields", "type": "object", "additionalProperties": false, "properties": { "infrastructureConfigurationArn": { "description": "The configuration to update. Its account and Region are read from here.", "type": "string", "pattern": "^arn:aws[^:]*:imagebuilder:[^:]+:(?:[0-9]{12}|aws):infrastructure-configuration/[a-z0-9-_]+$" }, "clientToken": { "description": "Accepted, never sent: each planned change has a token of its own.", "type": ["string", "null"], "minLength": 1, "maxLength": 64 }, "description": { "type": ["string", "null"], "minLength": 1, "maxLength": 1024 }, "instanceTypes": { "description": "Instance types of the build and test instances. Image Builder picks one by availability; several are advised.", "type": ["array", "null"], "items": { "type": "string" } }, "instanceProfileName": { "description": "Name, not ARN, of the instance profile of the build and test instances. The service requires it.", "type": "string", "minLength": 1, "maxLength": 256, "pattern": "^[\\w+=,.@-]+$" }, "securityGroupIds": { "description": "Required by the service when subnetId is set.", "type": ["array", "null"], "items": { "type": "string", "minLength": 1, "maxLength": 1024 } }, "subnetId": { "type": ["string", "null"], "minLength": 1, "maxLength": 1024 }, "logging": { "title": "Logging", "type": ["object", "null"], "additionalProperties": false, "properties": { "s3Logs": { "title": "S3Logs", "type": ["object", "null"], "additionalProperties": false, "properties": { "s3BucketName": { "type": ["string", "null"], "minLength": 1, "maxLength": 1024 }, "s3KeyPrefix": { "type": ["string", "null"], "minLength": 1, "maxLength": 1024 } } } } }, "keyPair": { "type": ["string", "null"], "minLength": 1, "maxLength": 1024 }, "terminateInstanceOnFailure": { "description": "The service's default is true.", "type": ["boolean", "null"] }, "terminateInstanceOnCompletion": { "type": ["boolean", "null"] }, "snsTopicArn": { "description": "A standard topic; FIFO topics are refused.", "type": ["string", "null"], "pattern": "^arn:aws[^:]*:sns:[^:]+:[0-9]{12}:[a-zA-Z0-9-_]{1,256}$" }, "resourceTags": { "description": "Tags of the build and test instances.", "type": ["object", "null"], "maxProperties": 30, "propertyNames": { "minLength": 1, "maxLength": 128, "pattern": "^(?!aws:)[a-zA-Z0-9\\s_.:/=+\\-@]*$" }, "additionalProperties": { "type": ["string", "null"], "maxLength": 256 } }, "instanceMetadataOptions": { "title": "InstanceMetadataOptions", "type": ["object", "null"], "additionalProperties": false, "properties": { "httpTokens": { "enum": ["optional", "required", null] }, "httpPutResponseHopLimit": { "type": ["integer", "null"], "minimum": 1, "maximum": 64 } } }, "placement": { "title": "Placement", "type": ["object", "null"], "additionalProperties": false, "properties": { "availabilityZone": { "type": ["string", "null"], "minLength": 1, "maxLength": 1024 }, "tenancy": { "enum": ["default", "dedicated", "host", null] }, "hostId": { "type": ["string", "null"], "minLength": 1, "maxLength": 1024 }, "hostResourceGroupArn": { "type": ["string", "null"], "minLength": 1, "maxLength": 1024 } } }, "parentInstance": { "title": "ParentInstance", "type": ["object", "null"], "additionalProperties": false, "properties": { "autoScalingGroup": { "title": "AutoScalingGroup", "type": ["object", "null"], "additionalProperties": false, "properties": { "name": { "type": ["string", "null"], "minLength": 1, "maxLength": 1024 }, "capacityWaitTimeoutSeconds": { "type": ["integer", "null"], "minimum": 0, "maximum": 3600 } } } } }, "x-guard": { "$ref": "#/definitions/guard" } } };
var func2 = Object.prototype.hasOwnProperty;
var func3 = require_ucs2length().default;
var pattern0 = new RegExp("^arn:aws[^:]*:imagebuilder:[^:]+:(?:[0-9]{12}|aws):infrastructure-configuration/[a-z0-9-_]+$", "u");
var pattern1 = new RegExp("^[\\w+=,.@-]+$", "u");
var pattern2 = new RegExp("^arn:aws[^:]*:sns:[^:]+:[0-9]{12}:[a-zA-Z0-9-_]{1,256}$", "u");
var pattern3 = new RegExp("^(?!aws:)[a-zA-Z0-9\\s_.:/=+\\-@]*$", "u");
var schema15 = { "title": "Guard", "description": "Settings of imagebuilder-guard for this spec; never sent to AWS.", "type": "object", "additionalProperties": false, "properties": { "imageType": { "description": "What is built with this configuration: the API's ImageType. Rules about the hop limit need it.", "enum": ["AMI", "DOCKER"] }, "update": { "description": "merge (default): fields left out keep their live value. replace: they are cleared.", "enum": ["merge", "replace"] }, "suppress": { "type": "array", "items": { "$ref": "#/definitions/suppression" } } } };
var schema16 = { "title": "Suppression", "type": "object", "additionalProperties": false, "required": ["rule", "reason"], "properties": { "rule": { "type": "string", "minLength": 1 }, "reason": { "type": "string", "minLength": 1 }, "expires": { "description": "Last day on which the suppression holds, UTC.", "type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$" } } };
var pattern4 = new RegExp("^[0-9]{4}-[0-9]{2}-[0-9]{2}$", "u");
function validate14(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null;
  let errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    for (const key0 in data) {
      if (!(key0 === "imageType" || key0 === "update" || key0 === "suppress")) {
        const err0 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, message: "must NOT have additional properties", schema: false, parentSchema: schema15, data };
        if (vErrors === null) {
          vErrors = [err0];
        } else {
          vErrors.push(err0);
        }
        errors++;
      }
    }
    if (data.imageType !== void 0) {
      let data0 = data.imageType;
      if (!(data0 === "AMI" || data0 === "DOCKER")) {
        const err1 = { instancePath: instancePath + "/imageType", schemaPath: "#/properties/imageType/enum", keyword: "enum", params: { allowedValues: schema15.properties.imageType.enum }, message: "must be equal to one of the allowed values", schema: schema15.properties.imageType.enum, parentSchema: schema15.properties.imageType, data: data0 };
        if (vErrors === null) {
          vErrors = [err1];
        } else {
          vErrors.push(err1);
        }
        errors++;
      }
    }
    if (data.update !== void 0) {
      let data1 = data.update;
      if (!(data1 === "merge" || data1 === "replace")) {
        const err2 = { instancePath: instancePath + "/update", schemaPath: "#/properties/update/enum", keyword: "enum", params: { allowedValues: schema15.properties.update.enum }, message: "must be equal to one of the allowed values", schema: schema15.properties.update.enum, parentSchema: schema15.properties.update, data: data1 };
        if (vErrors === null) {
          vErrors = [err2];
        } else {
          vErrors.push(err2);
        }
        errors++;
      }
    }
    if (data.suppress !== void 0) {
      let data2 = data.suppress;
      if (Array.isArray(data2)) {
        const len0 = data2.length;
        for (let i0 = 0; i0 < len0; i0++) {
          let data3 = data2[i0];
          if (data3 && typeof data3 == "object" && !Array.isArray(data3)) {
            if (data3.rule === void 0) {
              const err3 = { instancePath: instancePath + "/suppress/" + i0, schemaPath: "#/definitions/suppression/required", keyword: "required", params: { missingProperty: "rule" }, message: "must have required property 'rule'", schema: schema16.required, parentSchema: schema16, data: data3 };
              if (vErrors === null) {
                vErrors = [err3];
              } else {
                vErrors.push(err3);
              }
              errors++;
            }
            if (data3.reason === void 0) {
              const err4 = { instancePath: instancePath + "/suppress/" + i0, schemaPath: "#/definitions/suppression/required", keyword: "required", params: { missingProperty: "reason" }, message: "must have required property 'reason'", schema: schema16.required, parentSchema: schema16, data: data3 };
              if (vErrors === null) {
                vErrors = [err4];
              } else {
                vErrors.push(err4);
              }
              errors++;
            }
            for (const key1 in data3) {
              if (!(key1 === "rule" || key1 === "reason" || key1 === "expires")) {
                const err5 = { instancePath: instancePath + "/suppress/" + i0, schemaPath: "#/definitions/suppression/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key1 }, message: "must NOT have additional properties", schema: false, parentSchema: schema16, data: data3 };
                if (vErrors === null) {
                  vErrors = [err5];
                } else {
                  vErrors.push(err5);
                }
                errors++;
              }
            }
            if (data3.rule !== void 0) {
              let data4 = data3.rule;
              if (typeof data4 === "string") {
                if (func3(data4) < 1) {
                  const err6 = { instancePath: instancePath + "/suppress/" + i0 + "/rule", schemaPath: "#/definitions/suppression/properties/rule/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters", schema: 1, parentSchema: schema16.properties.rule, data: data4 };
                  if (vErrors === null) {
                    vErrors = [err6];
                  } else {
                    vErrors.push(err6);
                  }
                  errors++;
                }
              } else {
                const err7 = { instancePath: instancePath + "/suppress/" + i0 + "/rule", schemaPath: "#/definitions/suppression/properties/rule/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema16.properties.rule.type, parentSchema: schema16.properties.rule, data: data4 };
                if (vErrors === null) {
                  vErrors = [err7];
                } else {
                  vErrors.push(err7);
                }
                errors++;
              }
            }
            if (data3.reason !== void 0) {
              let data5 = data3.reason;
              if (typeof data5 === "string") {
                if (func3(data5) < 1) {
                  const err8 = { instancePath: instancePath + "/suppress/" + i0 + "/reason", schemaPath: "#/definitions/suppression/properties/reason/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters", schema: 1, parentSchema: schema16.properties.reason, data: data5 };
                  if (vErrors === null) {
                    vErrors = [err8];
                  } else {
                    vErrors.push(err8);
                  }
                  errors++;
                }
              } else {
                const err9 = { instancePath: instancePath + "/suppress/" + i0 + "/reason", schemaPath: "#/definitions/suppression/properties/reason/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema16.properties.reason.type, parentSchema: schema16.properties.reason, data: data5 };
                if (vErrors === null) {
                  vErrors = [err9];
                } else {
                  vErrors.push(err9);
                }
                errors++;
              }
            }
            if (data3.expires !== void 0) {
              let data6 = data3.expires;
              if (typeof data6 === "string") {
                if (!pattern4.test(data6)) {
                  const err10 = { instancePath: instancePath + "/suppress/" + i0 + "/expires", schemaPath: "#/definitions/suppression/properties/expires/pattern", keyword: "pattern", params: { pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}$" }, message: 'must match pattern "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"', schema: "^[0-9]{4}-[0-9]{2}-[0-9]{2}$", parentSchema: schema16.properties.expires, data: data6 };
                  if (vErrors === null) {
                    vErrors = [err10];
                  } else {
                    vErrors.push(err10);
                  }
                  errors++;
                }
              } else {
                const err11 = { instancePath: instancePath + "/suppress/" + i0 + "/expires", schemaPath: "#/definitions/suppression/properties/expires/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema16.properties.expires.type, parentSchema: schema16.properties.expires, data: data6 };
                if (vErrors === null) {
                  vErrors = [err11];
                } else {
                  vErrors.push(err11);
                }
                errors++;
              }
            }
          } else {
            const err12 = { instancePath: instancePath + "/suppress/" + i0, schemaPath: "#/definitions/suppression/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema16.type, parentSchema: schema16, data: data3 };
            if (vErrors === null) {
              vErrors = [err12];
            } else {
              vErrors.push(err12);
            }
            errors++;
          }
        }
      } else {
        const err13 = { instancePath: instancePath + "/suppress", schemaPath: "#/properties/suppress/type", keyword: "type", params: { type: "array" }, message: "must be array", schema: schema15.properties.suppress.type, parentSchema: schema15.properties.suppress, data: data2 };
        if (vErrors === null) {
          vErrors = [err13];
        } else {
          vErrors.push(err13);
        }
        errors++;
      }
    }
  } else {
    const err14 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema15.type, parentSchema: schema15, data };
    if (vErrors === null) {
      vErrors = [err14];
    } else {
      vErrors.push(err14);
    }
    errors++;
  }
  validate14.errors = vErrors;
  return errors === 0;
}
function validate24(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null;
  let errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    for (const key0 in data) {
      if (!func2.call(schema14.properties, key0)) {
        const err0 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, message: "must NOT have additional properties", schema: false, parentSchema: schema14, data };
        if (vErrors === null) {
          vErrors = [err0];
        } else {
          vErrors.push(err0);
        }
        errors++;
      }
    }
    if (data.infrastructureConfigurationArn !== void 0) {
      let data0 = data.infrastructureConfigurationArn;
      if (typeof data0 === "string") {
        if (!pattern0.test(data0)) {
          const err1 = { instancePath: instancePath + "/infrastructureConfigurationArn", schemaPath: "#/properties/infrastructureConfigurationArn/pattern", keyword: "pattern", params: { pattern: "^arn:aws[^:]*:imagebuilder:[^:]+:(?:[0-9]{12}|aws):infrastructure-configuration/[a-z0-9-_]+$" }, message: 'must match pattern "^arn:aws[^:]*:imagebuilder:[^:]+:(?:[0-9]{12}|aws):infrastructure-configuration/[a-z0-9-_]+$"', schema: "^arn:aws[^:]*:imagebuilder:[^:]+:(?:[0-9]{12}|aws):infrastructure-configuration/[a-z0-9-_]+$", parentSchema: schema14.properties.infrastructureConfigurationArn, data: data0 };
          if (vErrors === null) {
            vErrors = [err1];
          } else {
            vErrors.push(err1);
          }
          errors++;
        }
      } else {
        const err2 = { instancePath: instancePath + "/infrastructureConfigurationArn", schemaPath: "#/properties/infrastructureConfigurationArn/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema14.properties.infrastructureConfigurationArn.type, parentSchema: schema14.properties.infrastructureConfigurationArn, data: data0 };
        if (vErrors === null) {
          vErrors = [err2];
        } else {
          vErrors.push(err2);
        }
        errors++;
      }
    }
    if (data.clientToken !== void 0) {
      let data1 = data.clientToken;
      if (typeof data1 !== "string" && data1 !== null) {
        const err3 = { instancePath: instancePath + "/clientToken", schemaPath: "#/properties/clientToken/type", keyword: "type", params: { type: schema14.properties.clientToken.type }, message: "must be string,null", schema: schema14.properties.clientToken.type, parentSchema: schema14.properties.clientToken, data: data1 };
        if (vErrors === null) {
          vErrors = [err3];
        } else {
          vErrors.push(err3);
        }
        errors++;
      }
      if (typeof data1 === "string") {
        if (func3(data1) > 64) {
          const err4 = { instancePath: instancePath + "/clientToken", schemaPath: "#/properties/clientToken/maxLength", keyword: "maxLength", params: { limit: 64 }, message: "must NOT have more than 64 characters", schema: 64, parentSchema: schema14.properties.clientToken, data: data1 };
          if (vErrors === null) {
            vErrors = [err4];
          } else {
            vErrors.push(err4);
          }
          errors++;
        }
        if (func3(data1) < 1) {
          const err5 = { instancePath: instancePath + "/clientToken", schemaPath: "#/properties/clientToken/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters", schema: 1, parentSchema: schema14.properties.clientToken, data: data1 };
          if (vErrors === null) {
            vErrors = [err5];
          } else {
            vErrors.push(err5);
          }
          errors++;
        }
      }
    }
    if (data.description !== void 0) {
      let data2 = data.description;
      if (typeof data2 !== "string" && data2 !== null) {
        const err6 = { instancePath: instancePath + "/description", schemaPath: "#/properties/description/type", keyword: "type", params: { type: schema14.properties.description.type }, message: "must be string,null", schema: schema14.properties.description.type, parentSchema: schema14.properties.description, data: data2 };
        if (vErrors === null) {
          vErrors = [err6];
        } else {
          vErrors.push(err6);
        }
        errors++;
      }
      if (typeof data2 === "string") {
        if (func3(data2) > 1024) {
          const err7 = { instancePath: instancePath + "/description", schemaPath: "#/properties/description/maxLength", keyword: "maxLength", params: { limit: 1024 }, message: "must NOT have more than 1024 characters", schema: 1024, parentSchema: schema14.properties.description, data: data2 };
          if (vErrors === null) {
            vErrors = [err7];
          } else {
            vErrors.push(err7);
          }
          errors++;
        }
        if (func3(data2) < 1) {
          const err8 = { instancePath: instancePath + "/description", schemaPath: "#/properties/description/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters", schema: 1, parentSchema: schema14.properties.description, data: data2 };
          if (vErrors === null) {
            vErrors = [err8];
          } else {
            vErrors.push(err8);
          }
          errors++;
        }
      }
    }
    if (data.instanceTypes !== void 0) {
      let data3 = data.instanceTypes;
      if (!Array.isArray(data3) && data3 !== null) {
        const err9 = { instancePath: instancePath + "/instanceTypes", schemaPath: "#/properties/instanceTypes/type", keyword: "type", params: { type: schema14.properties.instanceTypes.type }, message: "must be array,null", schema: schema14.properties.instanceTypes.type, parentSchema: schema14.properties.instanceTypes, data: data3 };
        if (vErrors === null) {
          vErrors = [err9];
        } else {
          vErrors.push(err9);
        }
        errors++;
      }
      if (Array.isArray(data3)) {
        const len0 = data3.length;
        for (let i0 = 0; i0 < len0; i0++) {
          let data4 = data3[i0];
          if (typeof data4 !== "string") {
            const err10 = { instancePath: instancePath + "/instanceTypes/" + i0, schemaPath: "#/properties/instanceTypes/items/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema14.properties.instanceTypes.items.type, parentSchema: schema14.properties.instanceTypes.items, data: data4 };
            if (vErrors === null) {
              vErrors = [err10];
            } else {
              vErrors.push(err10);
            }
            errors++;
          }
        }
      }
    }
    if (data.instanceProfileName !== void 0) {
      let data5 = data.instanceProfileName;
      if (typeof data5 === "string") {
        if (func3(data5) > 256) {
          const err11 = { instancePath: instancePath + "/instanceProfileName", schemaPath: "#/properties/instanceProfileName/maxLength", keyword: "maxLength", params: { limit: 256 }, message: "must NOT have more than 256 characters", schema: 256, parentSchema: schema14.properties.instanceProfileName, data: data5 };
          if (vErrors === null) {
            vErrors = [err11];
          } else {
            vErrors.push(err11);
          }
          errors++;
        }
        if (func3(data5) < 1) {
          const err12 = { instancePath: instancePath + "/instanceProfileName", schemaPath: "#/properties/instanceProfileName/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters", schema: 1, parentSchema: schema14.properties.instanceProfileName, data: data5 };
          if (vErrors === null) {
            vErrors = [err12];
          } else {
            vErrors.push(err12);
          }
          errors++;
        }
        if (!pattern1.test(data5)) {
          const err13 = { instancePath: instancePath + "/instanceProfileName", schemaPath: "#/properties/instanceProfileName/pattern", keyword: "pattern", params: { pattern: "^[\\w+=,.@-]+$" }, message: 'must match pattern "^[\\w+=,.@-]+$"', schema: "^[\\w+=,.@-]+$", parentSchema: schema14.properties.instanceProfileName, data: data5 };
          if (vErrors === null) {
            vErrors = [err13];
          } else {
            vErrors.push(err13);
          }
          errors++;
        }
      } else {
        const err14 = { instancePath: instancePath + "/instanceProfileName", schemaPath: "#/properties/instanceProfileName/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema14.properties.instanceProfileName.type, parentSchema: schema14.properties.instanceProfileName, data: data5 };
        if (vErrors === null) {
          vErrors = [err14];
        } else {
          vErrors.push(err14);
        }
        errors++;
      }
    }
    if (data.securityGroupIds !== void 0) {
      let data6 = data.securityGroupIds;
      if (!Array.isArray(data6) && data6 !== null) {
        const err15 = { instancePath: instancePath + "/securityGroupIds", schemaPath: "#/properties/securityGroupIds/type", keyword: "type", params: { type: schema14.properties.securityGroupIds.type }, message: "must be array,null", schema: schema14.properties.securityGroupIds.type, parentSchema: schema14.properties.securityGroupIds, data: data6 };
        if (vErrors === null) {
          vErrors = [err15];
        } else {
          vErrors.push(err15);
        }
        errors++;
      }
      if (Array.isArray(data6)) {
        const len1 = data6.length;
        for (let i1 = 0; i1 < len1; i1++) {
          let data7 = data6[i1];
          if (typeof data7 === "string") {
            if (func3(data7) > 1024) {
              const err16 = { instancePath: instancePath + "/securityGroupIds/" + i1, schemaPath: "#/properties/securityGroupIds/items/maxLength", keyword: "maxLength", params: { limit: 1024 }, message: "must NOT have more than 1024 characters", schema: 1024, parentSchema: schema14.properties.securityGroupIds.items, data: data7 };
              if (vErrors === null) {
                vErrors = [err16];
              } else {
                vErrors.push(err16);
              }
              errors++;
            }
            if (func3(data7) < 1) {
              const err17 = { instancePath: instancePath + "/securityGroupIds/" + i1, schemaPath: "#/properties/securityGroupIds/items/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters", schema: 1, parentSchema: schema14.properties.securityGroupIds.items, data: data7 };
              if (vErrors === null) {
                vErrors = [err17];
              } else {
                vErrors.push(err17);
              }
              errors++;
            }
          } else {
            const err18 = { instancePath: instancePath + "/securityGroupIds/" + i1, schemaPath: "#/properties/securityGroupIds/items/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema14.properties.securityGroupIds.items.type, parentSchema: schema14.properties.securityGroupIds.items, data: data7 };
            if (vErrors === null) {
              vErrors = [err18];
            } else {
              vErrors.push(err18);
            }
            errors++;
          }
        }
      }
    }
    if (data.subnetId !== void 0) {
      let data8 = data.subnetId;
      if (typeof data8 !== "string" && data8 !== null) {
        const err19 = { instancePath: instancePath + "/subnetId", schemaPath: "#/properties/subnetId/type", keyword: "type", params: { type: schema14.properties.subnetId.type }, message: "must be string,null", schema: schema14.properties.subnetId.type, parentSchema: schema14.properties.subnetId, data: data8 };
        if (vErrors === null) {
          vErrors = [err19];
        } else {
          vErrors.push(err19);
        }
        errors++;
      }
      if (typeof data8 === "string") {
        if (func3(data8) > 1024) {
          const err20 = { instancePath: instancePath + "/subnetId", schemaPath: "#/properties/subnetId/maxLength", keyword: "maxLength", params: { limit: 1024 }, message: "must NOT have more than 1024 characters", schema: 1024, parentSchema: schema14.properties.subnetId, data: data8 };
          if (vErrors === null) {
            vErrors = [err20];
          } else {
            vErrors.push(err20);
          }
          errors++;
        }
        if (func3(data8) < 1) {
          const err21 = { instancePath: instancePath + "/subnetId", schemaPath: "#/properties/subnetId/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters", schema: 1, parentSchema: schema14.properties.subnetId, data: data8 };
          if (vErrors === null) {
            vErrors = [err21];
          } else {
            vErrors.push(err21);
          }
          errors++;
        }
      }
    }
    if (data.logging !== void 0) {
      let data9 = data.logging;
      if (!(data9 && typeof data9 == "object" && !Array.isArray(data9)) && data9 !== null) {
        const err22 = { instancePath: instancePath + "/logging", schemaPath: "#/properties/logging/type", keyword: "type", params: { type: schema14.properties.logging.type }, message: "must be object,null", schema: schema14.properties.logging.type, parentSchema: schema14.properties.logging, data: data9 };
        if (vErrors === null) {
          vErrors = [err22];
        } else {
          vErrors.push(err22);
        }
        errors++;
      }
      if (data9 && typeof data9 == "object" && !Array.isArray(data9)) {
        for (const key1 in data9) {
          if (!(key1 === "s3Logs")) {
            const err23 = { instancePath: instancePath + "/logging", schemaPath: "#/properties/logging/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key1 }, message: "must NOT have additional properties", schema: false, parentSchema: schema14.properties.logging, data: data9 };
            if (vErrors === null) {
              vErrors = [err23];
            } else {
              vErrors.push(err23);
            }
            errors++;
          }
        }
        if (data9.s3Logs !== void 0) {
          let data10 = data9.s3Logs;
          if (!(data10 && typeof data10 == "object" && !Array.isArray(data10)) && data10 !== null) {
            const err24 = { instancePath: instancePath + "/logging/s3Logs", schemaPath: "#/properties/logging/properties/s3Logs/type", keyword: "type", params: { type: schema14.properties.logging.properties.s3Logs.type }, message: "must be object,null", schema: schema14.properties.logging.properties.s3Logs.type, parentSchema: schema14.properties.logging.properties.s3Logs, data: data10 };
            if (vErrors === null) {
              vErrors = [err24];
            } else {
              vErrors.push(err24);
            }
            errors++;
          }
          if (data10 && typeof data10 == "object" && !Array.isArray(data10)) {
            for (const key2 in data10) {
              if (!(key2 === "s3BucketName" || key2 === "s3KeyPrefix")) {
                const err25 = { instancePath: instancePath + "/logging/s3Logs", schemaPath: "#/properties/logging/properties/s3Logs/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key2 }, message: "must NOT have additional properties", schema: false, parentSchema: schema14.properties.logging.properties.s3Logs, data: data10 };
                if (vErrors === null) {
                  vErrors = [err25];
                } else {
                  vErrors.push(err25);
                }
                errors++;
              }
            }
            if (data10.s3BucketName !== void 0) {
              let data11 = data10.s3BucketName;
              if (typeof data11 !== "string" && data11 !== null) {
                const err26 = { instancePath: instancePath + "/logging/s3Logs/s3BucketName", schemaPath: "#/properties/logging/properties/s3Logs/properties/s3BucketName/type", keyword: "type", params: { type: schema14.properties.logging.properties.s3Logs.properties.s3BucketName.type }, message: "must be string,null", schema: schema14.properties.logging.properties.s3Logs.properties.s3BucketName.type, parentSchema: schema14.properties.logging.properties.s3Logs.properties.s3BucketName, data: data11 };
                if (vErrors === null) {
                  vErrors = [err26];
                } else {
                  vErrors.push(err26);
                }
                errors++;
              }
              if (typeof data11 === "string") {
                if (func3(data11) > 1024) {
                  const err27 = { instancePath: instancePath + "/logging/s3Logs/s3BucketName", schemaPath: "#/properties/logging/properties/s3Logs/properties/s3BucketName/maxLength", keyword: "maxLength", params: { limit: 1024 }, message: "must NOT have more than 1024 characters", schema: 1024, parentSchema: schema14.properties.logging.properties.s3Logs.properties.s3BucketName, data: data11 };
                  if (vErrors === null) {
                    vErrors = [err27];
                  } else {
                    vErrors.push(err27);
                  }
                  errors++;
                }
                if (func3(data11) < 1) {
                  const err28 = { instancePath: instancePath + "/logging/s3Logs/s3BucketName", schemaPath: "#/properties/logging/properties/s3Logs/properties/s3BucketName/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters", schema: 1, parentSchema: schema14.properties.logging.properties.s3Logs.properties.s3BucketName, data: data11 };
                  if (vErrors === null) {
                    vErrors = [err28];
                  } else {
                    vErrors.push(err28);
                  }
                  errors++;
                }
              }
            }
            if (data10.s3KeyPrefix !== void 0) {
              let data12 = data10.s3KeyPrefix;
              if (typeof data12 !== "string" && data12 !== null) {
                const err29 = { instancePath: instancePath + "/logging/s3Logs/s3KeyPrefix", schemaPath: "#/properties/logging/properties/s3Logs/properties/s3KeyPrefix/type", keyword: "type", params: { type: schema14.properties.logging.properties.s3Logs.properties.s3KeyPrefix.type }, message: "must be string,null", schema: schema14.properties.logging.properties.s3Logs.properties.s3KeyPrefix.type, parentSchema: schema14.properties.logging.properties.s3Logs.properties.s3KeyPrefix, data: data12 };
                if (vErrors === null) {
                  vErrors = [err29];
                } else {
                  vErrors.push(err29);
                }
                errors++;
              }
              if (typeof data12 === "string") {
                if (func3(data12) > 1024) {
                  const err30 = { instancePath: instancePath + "/logging/s3Logs/s3KeyPrefix", schemaPath: "#/properties/logging/properties/s3Logs/properties/s3KeyPrefix/maxLength", keyword: "maxLength", params: { limit: 1024 }, message: "must NOT have more than 1024 characters", schema: 1024, parentSchema: schema14.properties.logging.properties.s3Logs.properties.s3KeyPrefix, data: data12 };
                  if (vErrors === null) {
                    vErrors = [err30];
                  } else {
                    vErrors.push(err30);
                  }
                  errors++;
                }
                if (func3(data12) < 1) {
                  const err31 = { instancePath: instancePath + "/logging/s3Logs/s3KeyPrefix", schemaPath: "#/properties/logging/properties/s3Logs/properties/s3KeyPrefix/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters", schema: 1, parentSchema: schema14.properties.logging.properties.s3Logs.properties.s3KeyPrefix, data: data12 };
                  if (vErrors === null) {
                    vErrors = [err31];
                  } else {
                    vErrors.push(err31);
                  }
                  errors++;
                }
              }
            }
          }
        }
      }
    }
    if (data.keyPair !== void 0) {
      let data13 = data.keyPair;
      if (typeof data13 !== "string" && data13 !== null) {
        const err32 = { instancePath: instancePath + "/keyPair", schemaPath: "#/properties/keyPair/type", keyword: "type", params: { type: schema14.properties.keyPair.type }, message: "must be string,null", schema: schema14.properties.keyPair.type, parentSchema: schema14.properties.keyPair, data: data13 };
        if (vErrors === null) {
          vErrors = [err32];
        } else {
          vErrors.push(err32);
        }
        errors++;
      }
      if (typeof data13 === "string") {
        if (func3(data13) > 1024) {
          const err33 = { instancePath: instancePath + "/keyPair", schemaPath: "#/properties/keyPair/maxLength", keyword: "maxLength", params: { limit: 1024 }, message: "must NOT have more than 1024 characters", schema: 1024, parentSchema: schema14.properties.keyPair, data: data13 };
          if (vErrors === null) {
            vErrors = [err33];
          } else {
            vErrors.push(err33);
          }
          errors++;
        }
        if (func3(data13) < 1) {
          const err34 = { instancePath: instancePath + "/keyPair", schemaPath: "#/properties/keyPair/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters", schema: 1, parentSchema: schema14.properties.keyPair, data: data13 };
          if (vErrors === null) {
            vErrors = [err34];
          } else {
            vErrors.push(err34);
          }
          errors++;
        }
      }
    }
    if (data.terminateInstanceOnFailure !== void 0) {
      let data14 = data.terminateInstanceOnFailure;
      if (typeof data14 !== "boolean" && data14 !== null) {
        const err35 = { instancePath: instancePath + "/terminateInstanceOnFailure", schemaPath: "#/properties/terminateInstanceOnFailure/type", keyword: "type", params: { type: schema14.properties.terminateInstanceOnFailure.type }, message: "must be boolean,null", schema: schema14.properties.terminateInstanceOnFailure.type, parentSchema: schema14.properties.terminateInstanceOnFailure, data: data14 };
        if (vErrors === null) {
          vErrors = [err35];
        } else {
          vErrors.push(err35);
        }
        errors++;
      }
    }
    if (data.terminateInstanceOnCompletion !== void 0) {
      let data15 = data.terminateInstanceOnCompletion;
      if (typeof data15 !== "boolean" && data15 !== null) {
        const err36 = { instancePath: instancePath + "/terminateInstanceOnCompletion", schemaPath: "#/properties/terminateInstanceOnCompletion/type", keyword: "type", params: { type: schema14.properties.terminateInstanceOnCompletion.type }, message: "must be boolean,null", schema: schema14.properties.terminateInstanceOnCompletion.type, parentSchema: schema14.properties.terminateInstanceOnCompletion, data: data15 };
        if (vErrors === null) {
          vErrors = [err36];
        } else {
          vErrors.push(err36);
        }
        errors++;
      }
    }
    if (data.snsTopicArn !== void 0) {
      let data16 = data.snsTopicArn;
      if (typeof data16 !== "string" && data16 !== null) {
        const err37 = { instancePath: instancePath + "/snsTopicArn", schemaPath: "#/properties/snsTopicArn/type", keyword: "type", params: { type: schema14.properties.snsTopicArn.type }, message: "must be string,null", schema: schema14.properties.snsTopicArn.type, parentSchema: schema14.properties.snsTopicArn, data: data16 };
        if (vErrors === null) {
          vErrors = [err37];
        } else {
          vErrors.push(err37);
        }
        errors++;
      }
      if (typeof data16 === "string") {
        if (!pattern2.test(data16)) {
          const err38 = { instancePath: instancePath + "/snsTopicArn", schemaPath: "#/properties/snsTopicArn/pattern", keyword: "pattern", params: { pattern: "^arn:aws[^:]*:sns:[^:]+:[0-9]{12}:[a-zA-Z0-9-_]{1,256}$" }, message: 'must match pattern "^arn:aws[^:]*:sns:[^:]+:[0-9]{12}:[a-zA-Z0-9-_]{1,256}$"', schema: "^arn:aws[^:]*:sns:[^:]+:[0-9]{12}:[a-zA-Z0-9-_]{1,256}$", parentSchema: schema14.properties.snsTopicArn, data: data16 };
          if (vErrors === null) {
            vErrors = [err38];
          } else {
            vErrors.push(err38);
          }
          errors++;
        }
      }
    }
    if (data.resourceTags !== void 0) {
      let data17 = data.resourceTags;
      if (!(data17 && typeof data17 == "object" && !Array.isArray(data17)) && data17 !== null) {
        const err39 = { instancePath: instancePath + "/resourceTags", schemaPath: "#/properties/resourceTags/type", keyword: "type", params: { type: schema14.properties.resourceTags.type }, message: "must be object,null", schema: schema14.properties.resourceTags.type, parentSchema: schema14.properties.resourceTags, data: data17 };
        if (vErrors === null) {
          vErrors = [err39];
        } else {
          vErrors.push(err39);
        }
        errors++;
      }
      if (data17 && typeof data17 == "object" && !Array.isArray(data17)) {
        if (Object.keys(data17).length > 30) {
          const err40 = { instancePath: instancePath + "/resourceTags", schemaPath: "#/properties/resourceTags/maxProperties", keyword: "maxProperties", params: { limit: 30 }, message: "must NOT have more than 30 properties", schema: 30, parentSchema: schema14.properties.resourceTags, data: data17 };
          if (vErrors === null) {
            vErrors = [err40];
          } else {
            vErrors.push(err40);
          }
          errors++;
        }
        for (const key3 in data17) {
          const _errs40 = errors;
          if (typeof key3 === "string") {
            if (func3(key3) > 128) {
              const err41 = { instancePath: instancePath + "/resourceTags", schemaPath: "#/properties/resourceTags/propertyNames/maxLength", keyword: "maxLength", params: { limit: 128 }, message: "must NOT have more than 128 characters", schema: 128, parentSchema: schema14.properties.resourceTags.propertyNames, data: key3, propertyName: key3 };
              if (vErrors === null) {
                vErrors = [err41];
              } else {
                vErrors.push(err41);
              }
              errors++;
            }
            if (func3(key3) < 1) {
              const err42 = { instancePath: instancePath + "/resourceTags", schemaPath: "#/properties/resourceTags/propertyNames/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters", schema: 1, parentSchema: schema14.properties.resourceTags.propertyNames, data: key3, propertyName: key3 };
              if (vErrors === null) {
                vErrors = [err42];
              } else {
                vErrors.push(err42);
              }
              errors++;
            }
            if (!pattern3.test(key3)) {
              const err43 = { instancePath: instancePath + "/resourceTags", schemaPath: "#/properties/resourceTags/propertyNames/pattern", keyword: "pattern", params: { pattern: "^(?!aws:)[a-zA-Z0-9\\s_.:/=+\\-@]*$" }, message: 'must match pattern "^(?!aws:)[a-zA-Z0-9\\s_.:/=+\\-@]*$"', schema: "^(?!aws:)[a-zA-Z0-9\\s_.:/=+\\-@]*$", parentSchema: schema14.properties.resourceTags.propertyNames, data: key3, propertyName: key3 };
              if (vErrors === null) {
                vErrors = [err43];
              } else {
                vErrors.push(err43);
              }
              errors++;
            }
          }
          var valid7 = _errs40 === errors;
          if (!valid7) {
            const err44 = { instancePath: instancePath + "/resourceTags", schemaPath: "#/properties/resourceTags/propertyNames", keyword: "propertyNames", params: { propertyName: key3 }, message: "property name must be valid", schema: schema14.properties.resourceTags.propertyNames, parentSchema: schema14.properties.resourceTags, data: data17 };
            if (vErrors === null) {
              vErrors = [err44];
            } else {
              vErrors.push(err44);
            }
            errors++;
          }
        }
        for (const key4 in data17) {
          let data18 = data17[key4];
          if (typeof data18 !== "string" && data18 !== null) {
            const err45 = { instancePath: instancePath + "/resourceTags/" + key4.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/resourceTags/additionalProperties/type", keyword: "type", params: { type: schema14.properties.resourceTags.additionalProperties.type }, message: "must be string,null", schema: schema14.properties.resourceTags.additionalProperties.type, parentSchema: schema14.properties.resourceTags.additionalProperties, data: data18 };
            if (vErrors === null) {
              vErrors = [err45];
            } else {
              vErrors.push(err45);
            }
            errors++;
          }
          if (typeof data18 === "string") {
            if (func3(data18) > 256) {
              const err46 = { instancePath: instancePath + "/resourceTags/" + key4.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/resourceTags/additionalProperties/maxLength", keyword: "maxLength", params: { limit: 256 }, message: "must NOT have more than 256 characters", schema: 256, parentSchema: schema14.properties.resourceTags.additionalProperties, data: data18 };
              if (vErrors === null) {
                vErrors = [err46];
              } else {
                vErrors.push(err46);
              }
              errors++;
            }
          }
        }
      }
    }
    if (data.instanceMetadataOptions !== void 0) {
      let data19 = data.instanceMetadataOptions;
      if (!(data19 && typeof data19 == "object" && !Array.isArray(data19)) && data19 !== null) {
        const err47 = { instancePath: instancePath + "/instanceMetadataOptions", schemaPath: "#/properties/instanceMetadataOptions/type", keyword: "type", params: { type: schema14.properties.instanceMetadataOptions.type }, message: "must be object,null", schema: schema14.properties.instanceMetadataOptions.type, parentSchema: schema14.properties.instanceMetadataOptions, data: data19 };
        if (vErrors === null) {
          vErrors = [err47];
        } else {
          vErrors.push(err47);
        }
        errors++;
      }
      if (data19 && typeof data19 == "object" && !Array.isArray(data19)) {
        for (const key5 in data19) {
          if (!(key5 === "httpTokens" || key5 === "httpPutResponseHopLimit")) {
            const err48 = { instancePath: instancePath + "/instanceMetadataOptions", schemaPath: "#/properties/instanceMetadataOptions/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key5 }, message: "must NOT have additional properties", schema: false, parentSchema: schema14.properties.instanceMetadataOptions, data: data19 };
            if (vErrors === null) {
              vErrors = [err48];
            } else {
              vErrors.push(err48);
            }
            errors++;
          }
        }
        if (data19.httpTokens !== void 0) {
          let data20 = data19.httpTokens;
          if (!(data20 === "optional" || data20 === "required" || data20 === null)) {
            const err49 = { instancePath: instancePath + "/instanceMetadataOptions/httpTokens", schemaPath: "#/properties/instanceMetadataOptions/properties/httpTokens/enum", keyword: "enum", params: { allowedValues: schema14.properties.instanceMetadataOptions.properties.httpTokens.enum }, message: "must be equal to one of the allowed values", schema: schema14.properties.instanceMetadataOptions.properties.httpTokens.enum, parentSchema: schema14.properties.instanceMetadataOptions.properties.httpTokens, data: data20 };
            if (vErrors === null) {
              vErrors = [err49];
            } else {
              vErrors.push(err49);
            }
            errors++;
          }
        }
        if (data19.httpPutResponseHopLimit !== void 0) {
          let data21 = data19.httpPutResponseHopLimit;
          if (!(typeof data21 == "number" && (!(data21 % 1) && !isNaN(data21))) && data21 !== null) {
            const err50 = { instancePath: instancePath + "/instanceMetadataOptions/httpPutResponseHopLimit", schemaPath: "#/properties/instanceMetadataOptions/properties/httpPutResponseHopLimit/type", keyword: "type", params: { type: schema14.properties.instanceMetadataOptions.properties.httpPutResponseHopLimit.type }, message: "must be integer,null", schema: schema14.properties.instanceMetadataOptions.properties.httpPutResponseHopLimit.type, parentSchema: schema14.properties.instanceMetadataOptions.properties.httpPutResponseHopLimit, data: data21 };
            if (vErrors === null) {
              vErrors = [err50];
            } else {
              vErrors.push(err50);
            }
            errors++;
          }
          if (typeof data21 == "number") {
            if (data21 > 64 || isNaN(data21)) {
              const err51 = { instancePath: instancePath + "/instanceMetadataOptions/httpPutResponseHopLimit", schemaPath: "#/properties/instanceMetadataOptions/properties/httpPutResponseHopLimit/maximum", keyword: "maximum", params: { comparison: "<=", limit: 64 }, message: "must be <= 64", schema: 64, parentSchema: schema14.properties.instanceMetadataOptions.properties.httpPutResponseHopLimit, data: data21 };
              if (vErrors === null) {
                vErrors = [err51];
              } else {
                vErrors.push(err51);
              }
              errors++;
            }
            if (data21 < 1 || isNaN(data21)) {
              const err52 = { instancePath: instancePath + "/instanceMetadataOptions/httpPutResponseHopLimit", schemaPath: "#/properties/instanceMetadataOptions/properties/httpPutResponseHopLimit/minimum", keyword: "minimum", params: { comparison: ">=", limit: 1 }, message: "must be >= 1", schema: 1, parentSchema: schema14.properties.instanceMetadataOptions.properties.httpPutResponseHopLimit, data: data21 };
              if (vErrors === null) {
                vErrors = [err52];
              } else {
                vErrors.push(err52);
              }
              errors++;
            }
          }
        }
      }
    }
    if (data.placement !== void 0) {
      let data22 = data.placement;
      if (!(data22 && typeof data22 == "object" && !Array.isArray(data22)) && data22 !== null) {
        const err53 = { instancePath: instancePath + "/placement", schemaPath: "#/properties/placement/type", keyword: "type", params: { type: schema14.properties.placement.type }, message: "must be object,null", schema: schema14.properties.placement.type, parentSchema: schema14.properties.placement, data: data22 };
        if (vErrors === null) {
          vErrors = [err53];
        } else {
          vErrors.push(err53);
        }
        errors++;
      }
      if (data22 && typeof data22 == "object" && !Array.isArray(data22)) {
        for (const key6 in data22) {
          if (!(key6 === "availabilityZone" || key6 === "tenancy" || key6 === "hostId" || key6 === "hostResourceGroupArn")) {
            const err54 = { instancePath: instancePath + "/placement", schemaPath: "#/properties/placement/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key6 }, message: "must NOT have additional properties", schema: false, parentSchema: schema14.properties.placement, data: data22 };
            if (vErrors === null) {
              vErrors = [err54];
            } else {
              vErrors.push(err54);
            }
            errors++;
          }
        }
        if (data22.availabilityZone !== void 0) {
          let data23 = data22.availabilityZone;
          if (typeof data23 !== "string" && data23 !== null) {
            const err55 = { instancePath: instancePath + "/placement/availabilityZone", schemaPath: "#/properties/placement/properties/availabilityZone/type", keyword: "type", params: { type: schema14.properties.placement.properties.availabilityZone.type }, message: "must be string,null", schema: schema14.properties.placement.properties.availabilityZone.type, parentSchema: schema14.properties.placement.properties.availabilityZone, data: data23 };
            if (vErrors === null) {
              vErrors = [err55];
            } else {
              vErrors.push(err55);
            }
            errors++;
          }
          if (typeof data23 === "string") {
            if (func3(data23) > 1024) {
              const err56 = { instancePath: instancePath + "/placement/availabilityZone", schemaPath: "#/properties/placement/properties/availabilityZone/maxLength", keyword: "maxLength", params: { limit: 1024 }, message: "must NOT have more than 1024 characters", schema: 1024, parentSchema: schema14.properties.placement.properties.availabilityZone, data: data23 };
              if (vErrors === null) {
                vErrors = [err56];
              } else {
                vErrors.push(err56);
              }
              errors++;
            }
            if (func3(data23) < 1) {
              const err57 = { instancePath: instancePath + "/placement/availabilityZone", schemaPath: "#/properties/placement/properties/availabilityZone/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters", schema: 1, parentSchema: schema14.properties.placement.properties.availabilityZone, data: data23 };
              if (vErrors === null) {
                vErrors = [err57];
              } else {
                vErrors.push(err57);
              }
              errors++;
            }
          }
        }
        if (data22.tenancy !== void 0) {
          let data24 = data22.tenancy;
          if (!(data24 === "default" || data24 === "dedicated" || data24 === "host" || data24 === null)) {
            const err58 = { instancePath: instancePath + "/placement/tenancy", schemaPath: "#/properties/placement/properties/tenancy/enum", keyword: "enum", params: { allowedValues: schema14.properties.placement.properties.tenancy.enum }, message: "must be equal to one of the allowed values", schema: schema14.properties.placement.properties.tenancy.enum, parentSchema: schema14.properties.placement.properties.tenancy, data: data24 };
            if (vErrors === null) {
              vErrors = [err58];
            } else {
              vErrors.push(err58);
            }
            errors++;
          }
        }
        if (data22.hostId !== void 0) {
          let data25 = data22.hostId;
          if (typeof data25 !== "string" && data25 !== null) {
            const err59 = { instancePath: instancePath + "/placement/hostId", schemaPath: "#/properties/placement/properties/hostId/type", keyword: "type", params: { type: schema14.properties.placement.properties.hostId.type }, message: "must be string,null", schema: schema14.properties.placement.properties.hostId.type, parentSchema: schema14.properties.placement.properties.hostId, data: data25 };
            if (vErrors === null) {
              vErrors = [err59];
            } else {
              vErrors.push(err59);
            }
            errors++;
          }
          if (typeof data25 === "string") {
            if (func3(data25) > 1024) {
              const err60 = { instancePath: instancePath + "/placement/hostId", schemaPath: "#/properties/placement/properties/hostId/maxLength", keyword: "maxLength", params: { limit: 1024 }, message: "must NOT have more than 1024 characters", schema: 1024, parentSchema: schema14.properties.placement.properties.hostId, data: data25 };
              if (vErrors === null) {
                vErrors = [err60];
              } else {
                vErrors.push(err60);
              }
              errors++;
            }
            if (func3(data25) < 1) {
              const err61 = { instancePath: instancePath + "/placement/hostId", schemaPath: "#/properties/placement/properties/hostId/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters", schema: 1, parentSchema: schema14.properties.placement.properties.hostId, data: data25 };
              if (vErrors === null) {
                vErrors = [err61];
              } else {
                vErrors.push(err61);
              }
              errors++;
            }
          }
        }
        if (data22.hostResourceGroupArn !== void 0) {
          let data26 = data22.hostResourceGroupArn;
          if (typeof data26 !== "string" && data26 !== null) {
            const err62 = { instancePath: instancePath + "/placement/hostResourceGroupArn", schemaPath: "#/properties/placement/properties/hostResourceGroupArn/type", keyword: "type", params: { type: schema14.properties.placement.properties.hostResourceGroupArn.type }, message: "must be string,null", schema: schema14.properties.placement.properties.hostResourceGroupArn.type, parentSchema: schema14.properties.placement.properties.hostResourceGroupArn, data: data26 };
            if (vErrors === null) {
              vErrors = [err62];
            } else {
              vErrors.push(err62);
            }
            errors++;
          }
          if (typeof data26 === "string") {
            if (func3(data26) > 1024) {
              const err63 = { instancePath: instancePath + "/placement/hostResourceGroupArn", schemaPath: "#/properties/placement/properties/hostResourceGroupArn/maxLength", keyword: "maxLength", params: { limit: 1024 }, message: "must NOT have more than 1024 characters", schema: 1024, parentSchema: schema14.properties.placement.properties.hostResourceGroupArn, data: data26 };
              if (vErrors === null) {
                vErrors = [err63];
              } else {
                vErrors.push(err63);
              }
              errors++;
            }
            if (func3(data26) < 1) {
              const err64 = { instancePath: instancePath + "/placement/hostResourceGroupArn", schemaPath: "#/properties/placement/properties/hostResourceGroupArn/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters", schema: 1, parentSchema: schema14.properties.placement.properties.hostResourceGroupArn, data: data26 };
              if (vErrors === null) {
                vErrors = [err64];
              } else {
                vErrors.push(err64);
              }
              errors++;
            }
          }
        }
      }
    }
    if (data.parentInstance !== void 0) {
      let data27 = data.parentInstance;
      if (!(data27 && typeof data27 == "object" && !Array.isArray(data27)) && data27 !== null) {
        const err65 = { instancePath: instancePath + "/parentInstance", schemaPath: "#/properties/parentInstance/type", keyword: "type", params: { type: schema14.properties.parentInstance.type }, message: "must be object,null", schema: schema14.properties.parentInstance.type, parentSchema: schema14.properties.parentInstance, data: data27 };
        if (vErrors === null) {
          vErrors = [err65];
        } else {
          vErrors.push(err65);
        }
        errors++;
      }
      if (data27 && typeof data27 == "object" && !Array.isArray(data27)) {
        for (const key7 in data27) {
          if (!(key7 === "autoScalingGroup")) {
            const err66 = { instancePath: instancePath + "/parentInstance", schemaPath: "#/properties/parentInstance/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key7 }, message: "must NOT have additional properties", schema: false, parentSchema: schema14.properties.parentInstance, data: data27 };
            if (vErrors === null) {
              vErrors = [err66];
            } else {
              vErrors.push(err66);
            }
            errors++;
          }
        }
        if (data27.autoScalingGroup !== void 0) {
          let data28 = data27.autoScalingGroup;
          if (!(data28 && typeof data28 == "object" && !Array.isArray(data28)) && data28 !== null) {
            const err67 = { instancePath: instancePath + "/parentInstance/autoScalingGroup", schemaPath: "#/properties/parentInstance/properties/autoScalingGroup/type", keyword: "type", params: { type: schema14.properties.parentInstance.properties.autoScalingGroup.type }, message: "must be object,null", schema: schema14.properties.parentInstance.properties.autoScalingGroup.type, parentSchema: schema14.properties.parentInstance.properties.autoScalingGroup, data: data28 };
            if (vErrors === null) {
              vErrors = [err67];
            } else {
              vErrors.push(err67);
            }
            errors++;
          }
          if (data28 && typeof data28 == "object" && !Array.isArray(data28)) {
            for (const key8 in data28) {
              if (!(key8 === "name" || key8 === "capacityWaitTimeoutSeconds")) {
                const err68 = { instancePath: instancePath + "/parentInstance/autoScalingGroup", schemaPath: "#/properties/parentInstance/properties/autoScalingGroup/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key8 }, message: "must NOT have additional properties", schema: false, parentSchema: schema14.properties.parentInstance.properties.autoScalingGroup, data: data28 };
                if (vErrors === null) {
                  vErrors = [err68];
                } else {
                  vErrors.push(err68);
                }
                errors++;
              }
            }
            if (data28.name !== void 0) {
              let data29 = data28.name;
              if (typeof data29 !== "string" && data29 !== null) {
                const err69 = { instancePath: instancePath + "/parentInstance/autoScalingGroup/name", schemaPath: "#/properties/parentInstance/properties/autoScalingGroup/properties/name/type", keyword: "type", params: { type: schema14.properties.parentInstance.properties.autoScalingGroup.properties.name.type }, message: "must be string,null", schema: schema14.properties.parentInstance.properties.autoScalingGroup.properties.name.type, parentSchema: schema14.properties.parentInstance.properties.autoScalingGroup.properties.name, data: data29 };
                if (vErrors === null) {
                  vErrors = [err69];
                } else {
                  vErrors.push(err69);
                }
                errors++;
              }
              if (typeof data29 === "string") {
                if (func3(data29) > 1024) {
                  const err70 = { instancePath: instancePath + "/parentInstance/autoScalingGroup/name", schemaPath: "#/properties/parentInstance/properties/autoScalingGroup/properties/name/maxLength", keyword: "maxLength", params: { limit: 1024 }, message: "must NOT have more than 1024 characters", schema: 1024, parentSchema: schema14.properties.parentInstance.properties.autoScalingGroup.properties.name, data: data29 };
                  if (vErrors === null) {
                    vErrors = [err70];
                  } else {
                    vErrors.push(err70);
                  }
                  errors++;
                }
                if (func3(data29) < 1) {
                  const err71 = { instancePath: instancePath + "/parentInstance/autoScalingGroup/name", schemaPath: "#/properties/parentInstance/properties/autoScalingGroup/properties/name/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters", schema: 1, parentSchema: schema14.properties.parentInstance.properties.autoScalingGroup.properties.name, data: data29 };
                  if (vErrors === null) {
                    vErrors = [err71];
                  } else {
                    vErrors.push(err71);
                  }
                  errors++;
                }
              }
            }
            if (data28.capacityWaitTimeoutSeconds !== void 0) {
              let data30 = data28.capacityWaitTimeoutSeconds;
              if (!(typeof data30 == "number" && (!(data30 % 1) && !isNaN(data30))) && data30 !== null) {
                const err72 = { instancePath: instancePath + "/parentInstance/autoScalingGroup/capacityWaitTimeoutSeconds", schemaPath: "#/properties/parentInstance/properties/autoScalingGroup/properties/capacityWaitTimeoutSeconds/type", keyword: "type", params: { type: schema14.properties.parentInstance.properties.autoScalingGroup.properties.capacityWaitTimeoutSeconds.type }, message: "must be integer,null", schema: schema14.properties.parentInstance.properties.autoScalingGroup.properties.capacityWaitTimeoutSeconds.type, parentSchema: schema14.properties.parentInstance.properties.autoScalingGroup.properties.capacityWaitTimeoutSeconds, data: data30 };
                if (vErrors === null) {
                  vErrors = [err72];
                } else {
                  vErrors.push(err72);
                }
                errors++;
              }
              if (typeof data30 == "number") {
                if (data30 > 3600 || isNaN(data30)) {
                  const err73 = { instancePath: instancePath + "/parentInstance/autoScalingGroup/capacityWaitTimeoutSeconds", schemaPath: "#/properties/parentInstance/properties/autoScalingGroup/properties/capacityWaitTimeoutSeconds/maximum", keyword: "maximum", params: { comparison: "<=", limit: 3600 }, message: "must be <= 3600", schema: 3600, parentSchema: schema14.properties.parentInstance.properties.autoScalingGroup.properties.capacityWaitTimeoutSeconds, data: data30 };
                  if (vErrors === null) {
                    vErrors = [err73];
                  } else {
                    vErrors.push(err73);
                  }
                  errors++;
                }
                if (data30 < 0 || isNaN(data30)) {
                  const err74 = { instancePath: instancePath + "/parentInstance/autoScalingGroup/capacityWaitTimeoutSeconds", schemaPath: "#/properties/parentInstance/properties/autoScalingGroup/properties/capacityWaitTimeoutSeconds/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0", schema: 0, parentSchema: schema14.properties.parentInstance.properties.autoScalingGroup.properties.capacityWaitTimeoutSeconds, data: data30 };
                  if (vErrors === null) {
                    vErrors = [err74];
                  } else {
                    vErrors.push(err74);
                  }
                  errors++;
                }
              }
            }
          }
        }
      }
    }
    if (data["x-guard"] !== void 0) {
      if (!validate14(data["x-guard"], { instancePath: instancePath + "/x-guard", parentData: data, parentDataProperty: "x-guard", rootData })) {
        vErrors = vErrors === null ? validate14.errors : vErrors.concat(validate14.errors);
        errors = vErrors.length;
      }
    }
  } else {
    const err75 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema14.type, parentSchema: schema14, data };
    if (vErrors === null) {
      vErrors = [err75];
    } else {
      vErrors.push(err75);
    }
    errors++;
  }
  validate24.errors = vErrors;
  return errors === 0;
}
export {
  validateSpec
};
