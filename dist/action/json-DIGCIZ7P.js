import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import{a_20 as e}from"./core.js";import{c_21 as n,g_21 as o,h_21 as i}from"./core.js";import{c_32 as t}from"./core.js";import"./core.js";function u(r){return o(r)}function a(r){return i(r,2)}function c(r){return n(o({version:1,tool:e,error:t(r)}))}export{a as pieces,u as render,c as renderError};
