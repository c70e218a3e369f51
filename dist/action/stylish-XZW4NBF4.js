import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import{a_14 as a,b_14 as b}from"./core.js";import"./core.js";import"./core.js";import"./core.js";import"./core.js";import"./core.js";import"./core.js";import"./core.js";import"./core.js";export{b as pieces,a as render};
