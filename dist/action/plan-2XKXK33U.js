import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import{l as a,m as b,n as c,o as d}from"./chunk-V66UBZL5.js";import"./chunk-UVW5C4CI.js";import"./chunk-DEOUBEBX.js";import"./chunk-OC4ZXY62.js";export{c as interrupted,d as placesIn,a as plan,b as readPlan};
