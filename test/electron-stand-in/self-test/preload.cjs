const { contextBridge, ipcRenderer } = require('electron');

const first = ipcRenderer.invoke('who');

contextBridge.exposeInMainWorld('trial', {
  invoke: (channel, ...args) => ipcRenderer.invoke(channel, ...args),
  note: (text) => ipcRenderer.send('note', text),
  onNews: (listener) => {
    const hear = (_event, text) => listener(text);
    ipcRenderer.on('news', hear);
    return () => ipcRenderer.off('news', hear);
  },
  first: () => first,
  platform: process.platform,
});
