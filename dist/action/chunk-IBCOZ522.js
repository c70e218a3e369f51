import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
var i="https://github.com/imagebuilder-guard/imagebuilder-guard/blob/main/rules";function t(r){return`${i}/${r}.md`}export{t as a};
