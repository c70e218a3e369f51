const mark = '\uFEFF'

/** The byte order mark that some editors put before a text; empty where there is none. */
export const markOf = (text: string): string => (text.startsWith(mark) ? mark : '')

/** What a text says: its byte order mark is no part of it. */
export const withoutMark = (text: string): string => text.slice(markOf(text).length)
