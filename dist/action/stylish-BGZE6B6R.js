import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import{a}from"./chunk-PGU7IOA3.js";import"./chunk-UHOSZBYF.js";import"./chunk-LYAT7VYL.js";import"./chunk-6EJZ3XLF.js";import"./chunk-2QBHF3V7.js";import"./chunk-NWTOXJZR.js";import"./chunk-ATETBPXV.js";import"./chunk-VECYWUGF.js";import"./chunk-OC4ZXY62.js";export{a as render};
