import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import{a}from"./chunk-PMLWNFPA.js";import"./core.js";export{a as Sha256};
