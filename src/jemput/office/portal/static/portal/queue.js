// What is written and not yet sent, in this browser's IndexedDB: numbers and answers, no name and no NIK.
const STORE = "answers";
let opened;

function base() {
  opened ??= new Promise((resolve, reject) => {
    const asked = indexedDB.open("jemput-portal", 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore(STORE, { keyPath: "id" });
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
  return opened;
}

async function inside(mode, act) {
  const work = (await base()).transaction(STORE, mode);
  const asked = act(work.objectStore(STORE));
  return new Promise((resolve, reject) => {
    work.oncomplete = () => resolve(asked.result);
    work.onabort = work.onerror = () => reject(work.error);
  });
}

export const keep = (one) => inside("readwrite", (store) => store.put(one));
export const forget = (id) => inside("readwrite", (store) => store.delete(id));
export const kept = async () => (await inside("readonly", (store) => store.getAll())).sort((a, b) => a.at - b.at);
