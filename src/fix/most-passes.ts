/** One fix can make room for another; each pass leaves less to do. */
export const mostPasses = 10
