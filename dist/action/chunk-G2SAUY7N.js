import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import{existsSync as i}from"node:fs";import{dirname as n,join as e}from"node:path";function m(t){let r=t;for(;!i(e(r,".git"));){let o=n(r);if(o===r)return t;r=o}return r}export{m as a};
