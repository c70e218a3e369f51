import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import{a_26 as t}from"./core.js";function c(o,n){if(!n?.hasChanged)return o;let e=s(n.specs);return o.filter(r=>!e(r))}function s(o){let n=Map.groupBy(o,({arn:e})=>e);return e=>n.get(e.arn)?.some(r=>t(p(r),p(e)))??!1}var p=({config:o,update:n,imageType:e})=>({config:o,update:n,imageType:e});export{c as a,s as b};
