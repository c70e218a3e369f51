import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import"./chunk-OC4ZXY62.js";var e={};export{e as default};
