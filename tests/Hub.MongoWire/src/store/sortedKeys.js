// An ordered list of keys, in blocks, so that inserting into many thousand of them moves few.

const blockSize = 512;

/** @template T */
export class SortedKeys {
  /** @type {{ keys: string[], values: T[] }[]} */
  #blocks = [{ keys: [], values: [] }];
  size = 0;

  /** @param {string} key not there yet @param {T} value */
  insert(key, value) {
    const block = this.#blocks[this.#blockOf(key)];
    const at = lowerBound(block.keys, key);
    block.keys.splice(at, 0, key);
    block.values.splice(at, 0, value);
    this.size++;
    if (block.keys.length <= blockSize) return;
    const middle = block.keys.length >> 1;
    const upper = { keys: block.keys.splice(middle), values: block.values.splice(middle) };
    this.#blocks.splice(this.#blocks.indexOf(block) + 1, 0, upper);
  }

  /** @param {string} key */
  remove(key) {
    const index = this.#blockOf(key);
    const block = this.#blocks[index];
    const at = lowerBound(block.keys, key);
    if (block.keys[at] !== key) throw new Error('an index entry is missing');
    block.keys.splice(at, 1);
    block.values.splice(at, 1);
    this.size--;
    if (block.keys.length === 0 && this.#blocks.length > 1) this.#blocks.splice(index, 1);
  }

  /**
   * Entries from one bound (included) to the other (excluded).
   * @param {string} from @param {string} to @param {boolean} backward
   * @returns {Generator<[string, T]>}
   */
  *between(from, to, backward = false) {
    if (!backward) {
      for (let b = this.#blockOf(from); b < this.#blocks.length; b++) {
        const { keys, values } = this.#blocks[b];
        for (let i = lowerBound(keys, from); i < keys.length; i++) {
          if (keys[i] >= to) return;
          yield [keys[i], values[i]];
        }
      }
      return;
    }
    for (let b = this.#blockOf(to); b >= 0; b--) {
      const { keys, values } = this.#blocks[b];
      for (let i = lowerBound(keys, to) - 1; i >= 0; i--) {
        if (keys[i] < from) return;
        yield [keys[i], values[i]];
      }
    }
  }

  /** The last block that begins at or before the key. */
  #blockOf(key) {
    let low = 0;
    let high = this.#blocks.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#blocks[middle].keys[0] <= key) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}

/** @param {string[]} keys @param {string} key */
function lowerBound(keys, key) {
  let low = 0;
  let high = keys.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (keys[middle] < key) low = middle + 1;
    else high = middle;
  }
  return low;
}
