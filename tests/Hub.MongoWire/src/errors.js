// What a command answers when it fails: MongoDB's codes by their names.

const codes = {
  InternalError: 1,
  BadValue: 2,
  GraphContainsCycle: 5,
  HostUnreachable: 6,
  FailedToParse: 9,
  Unauthorized: 13,
  TypeMismatch: 14,
  InvalidLength: 16,
  IllegalOperation: 20,
  InvalidBSON: 22,
  LockTimeout: 24,
  NamespaceNotFound: 26,
  IndexNotFound: 27,
  PathNotViable: 28,
  ConflictingUpdateOperators: 40,
  CursorNotFound: 43,
  NamespaceExists: 48,
  MaxTimeMSExpired: 50,
  DollarPrefixedFieldName: 52,
  CommandNotFound: 59,
  ImmutableField: 66,
  InvalidOptions: 72,
  InvalidNamespace: 73,
  IndexOptionsConflict: 85,
  IndexKeySpecsConflict: 86,
  NetworkTimeout: 89,
  ShutdownInProgress: 91,
  WriteConflict: 112,
  CommandNotSupported: 115,
  DocumentValidationFailure: 121,
  UnsatisfiableWriteConcern: 100,
  NotWritablePrimary: 10107,
  InvalidIndexSpecificationOption: 197,
  CannotIndexParallelArrays: 171,
  PrimarySteppedDown: 189,
  TransactionTooOld: 225,
  NoSuchTransaction: 251,
  TransactionCommitted: 256,
  OperationNotSupportedInTransaction: 263,
  ChangeStreamHistoryLost: 286,
  NoQueryExecutionPlans: 291,
  Location40323: 40323,
  Location40324: 40324,
  Location40415: 40415,
  BSONObjectTooLarge: 10334,
  DuplicateKey: 11000,
  InterruptedAtShutdown: 11600,
  InterruptedDueToReplStateChange: 11602,
  NotPrimaryNoSecondaryOk: 13435,
  NotPrimaryOrSecondary: 13436,
  SocketException: 9001,
  CursorInUse: 12051,
  ConflictingOperationInProgress: 117,
};

const names = new Map(Object.entries(codes).map(([name, code]) => [code, name]));

export class CommandError extends Error {
  /**
   * @param {string} codeName
   * @param {string} message
   * @param {{ labels?: string[], details?: Record<string, any> }} [more] details stand beside code and message
   */
  constructor(codeName, message, more = {}) {
    super(message);
    this.code = codes[codeName];
    if (this.code === undefined) throw new RangeError(`no such error: ${codeName}`);
    this.codeName = codeName;
    this.labels = more.labels ?? [];
    this.details = more.details ?? {};
  }

  reply() {
    const labels = this.labels.length > 0 ? { errorLabels: this.labels } : {};
    return { ok: 0, errmsg: this.message, code: this.code, codeName: this.codeName, ...this.details, ...labels };
  }
}

/** @param {number} code @returns {string} */
export function codeNameOf(code) {
  return names.get(code) ?? `Location${code}`;
}

/** Codes after which a driver repeats a retryable write once. */
export const retryableCodes = new Set([
  codes.HostUnreachable, 7, codes.NetworkTimeout, codes.ShutdownInProgress, codes.PrimarySteppedDown, codes.SocketException,
  codes.NotWritablePrimary, codes.InterruptedAtShutdown, codes.InterruptedDueToReplStateChange,
  codes.NotPrimaryNoSecondaryOk, codes.NotPrimaryOrSecondary, 262,
]);

export function badValue(message) {
  return new CommandError('BadValue', message);
}
