// The validator of a collection: which documents it takes.
import { CommandError } from '../errors.js';
import { compileFilter } from '../query/matcher.js';
import { compileSchema } from '../query/schema.js';

export class Validator {
  /** @param {{ validator?: Record<string, any>, validationLevel?: string, validationAction?: string }} options */
  constructor({ validator = {}, validationLevel = 'strict', validationAction = 'error' }) {
    if (!['off', 'strict', 'moderate'].includes(validationLevel)) throw new CommandError('BadValue', `invalid validation level: ${validationLevel}`);
    if (!['error', 'warn'].includes(validationAction)) throw new CommandError('BadValue', `invalid validation action: ${validationAction}`);
    this.options = { validator, validationLevel, validationAction };
    this.filter = compileFilter(validator);
    this.schema = validator.$jsonSchema && compileSchema(validator.$jsonSchema);
  }

  /** @param {Record<string, any>} doc @param {Record<string, any>} [before] of an update */
  check(doc, before) {
    const { validationLevel, validationAction } = this.options;
    if (validationLevel === 'off' || validationAction === 'warn' || this.filter.test(doc)) return;
    if (validationLevel === 'moderate' && before && !this.filter.test(before)) return;
    const violations = this.schema?.(doc) ?? [];
    throw new CommandError('DocumentValidationFailure', 'Document failed validation', {
      details: {
        errInfo: {
          failingDocumentId: doc._id,
          details: { operatorName: this.schema ? '$jsonSchema' : Object.keys(this.options.validator)[0], schemaRulesNotSatisfied: violations },
        },
      },
    });
  }

  /** As listCollections shows it. */
  shown() {
    return Object.keys(this.options.validator).length === 0 ? {} : this.options;
  }
}
