import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import{n as a,o as b,p as c,q as d}from"./chunk-3ZQUMULG.js";import"./chunk-XGX4PDWN.js";import"./chunk-BQOYV6OL.js";import"./chunk-OC4ZXY62.js";export{c as interrupted,d as placesIn,a as plan,b as readPlan};
