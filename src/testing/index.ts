export { type RuleCase, type RuleCases, type RuleTest, testRule } from './test-rule.ts'
