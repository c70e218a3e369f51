import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import{b_1 as t}from"./core.js";import"./core.js";export{t as setOutput};
