import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import{o as a,p as b,q as c,r as d}from"./chunk-44BPIRUX.js";import"./chunk-K7B5KH6Q.js";import"./chunk-EZNCCKRR.js";import"./chunk-OC4ZXY62.js";export{c as interrupted,d as placesIn,a as plan,b as readPlan};
