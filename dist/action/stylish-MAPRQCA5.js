import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import{a_13 as a,b_13 as b}from"./core.js";import"./core.js";import"./core.js";import"./core.js";import"./core.js";import"./core.js";import"./core.js";import"./core.js";import"./core.js";export{b as pieces,a as render};
