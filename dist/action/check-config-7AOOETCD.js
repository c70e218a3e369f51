import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import{a}from"./chunk-VLWLOMZV.js";import"./core.js";import"./core.js";import"./core.js";import"./core.js";import"./core.js";import"./core.js";import"./core.js";import"./core.js";import"./core.js";export{a as checkConfig};
