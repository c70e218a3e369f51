import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import{a}from"./chunk-TO6H3GJQ.js";import"./core.js";import"./core.js";import"./core.js";import"./core.js";import"./core.js";import"./core.js";import"./core.js";import"./core.js";import"./core.js";export{a as checkConfig};
