/** Runs `work` in one tab at a time where Web Locks exist and are allowed; otherwise just runs it. */
export async function exclusive<T>(name: string, work: () => Promise<T>): Promise<T> {
  if (!navigator.locks) return work();
  let entered = false;
  try {
    return await navigator.locks.request(name, () => {
      entered = true;
      return work();
    });
  } catch (fault) {
    // A frame without storage access is refused the lock itself.
    if (entered) throw fault;
    return work();
  }
}
