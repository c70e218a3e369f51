import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import{a as e}from"./chunk-AN37MPTV.js";import{c as t}from"./chunk-PVQ4T23Y.js";import{a as n,e as o}from"./chunk-2QBHF3V7.js";import"./chunk-OC4ZXY62.js";function s(r){return o(r)}function u(r){return n(o({version:1,tool:e,error:t(r)}))}export{s as render,u as renderError};
