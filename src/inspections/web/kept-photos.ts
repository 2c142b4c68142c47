/** Photographs that have not reached the server yet, kept on this device until it has confirmed them. */
const databaseName = 'gangshao'
const storeName = 'photos'

function openPhotos(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = window.indexedDB.open(databaseName, 1)
    request.onupgradeneeded = () => request.result.createObjectStore(storeName)
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}

async function run<T>(mode: IDBTransactionMode, work: (photos: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const database = await openPhotos()
  try {
    return await new Promise((resolve, reject) => {
      const transaction = database.transaction(storeName, mode)
      const request = work(transaction.objectStore(storeName))
      // the write is safe only when its transaction is
      transaction.oncomplete = () => resolve(request.result)
      transaction.onabort = () => reject(transaction.error)
      transaction.onerror = () => reject(transaction.error)
    })
  } finally {
    database.close()
  }
}

/** Rejects where the device has no space or forbids storage. */
export const keepPhoto = (key: string, photo: Blob): Promise<unknown> =>
  run('readwrite', (photos) => photos.put(photo, key))

/** Undefined where it is not kept. */
export async function findPhoto(key: string): Promise<Blob | undefined> {
  const found: unknown = await run('readonly', (photos) => photos.get(key)).catch(() => undefined)
  return found instanceof Blob ? found : undefined
}

/** Forgetting may fail where keeping did; then there is nothing to forget. */
export const dropPhoto = (key: string): Promise<unknown> =>
  run('readwrite', (photos) => photos.delete(key)).catch(() => undefined)
