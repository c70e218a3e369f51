import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import{a_19 as e}from"./core.js";import{c_20 as n,g_20 as o,h_20 as i}from"./core.js";import{c_31 as t}from"./core.js";import"./core.js";function u(r){return o(r)}function a(r){return i(r,2)}function c(r){return n(o({version:1,tool:e,error:t(r)}))}export{a as pieces,u as render,c as renderError};
