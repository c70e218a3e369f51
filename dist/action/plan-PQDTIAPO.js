import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import{m as a,n as b,o as c,p as d}from"./chunk-KNS2YLIS.js";import"./chunk-XGX4PDWN.js";import"./chunk-BQOYV6OL.js";import"./chunk-OC4ZXY62.js";export{c as interrupted,d as placesIn,a as plan,b as readPlan};
