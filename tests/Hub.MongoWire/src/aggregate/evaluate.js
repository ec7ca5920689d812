import { evalExpr } from 'mingo/core';

/** The value of an aggregation expression on a document. */
export function evaluate(doc, expression, options) {
  return evalExpr(doc, expression, options);
}
