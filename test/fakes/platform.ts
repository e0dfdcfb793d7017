/** On Windows a file's mode says nothing about who may read it: there is nothing to compare there. */
export const hasFileModes = process.platform !== 'win32';
