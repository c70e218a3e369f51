import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import{sep as o}from"node:path";function e(r){return o==="/"?r:r.replaceAll(o,"/")}export{e as a};
