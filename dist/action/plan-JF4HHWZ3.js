import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import{l as a,m as b,n as c,o as d}from"./chunk-ZIXM6UIM.js";import"./chunk-XGX4PDWN.js";import"./chunk-BQOYV6OL.js";import"./chunk-OC4ZXY62.js";export{c as interrupted,d as placesIn,a as plan,b as readPlan};
