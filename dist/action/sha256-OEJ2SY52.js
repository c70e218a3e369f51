import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import{a}from"./chunk-JRKJIO45.js";import"./core.js";export{a as Sha256};
