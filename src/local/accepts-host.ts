import { isIP } from 'node:net'

/**
 * Which names a request may call the server by. On a loopback address those of loopback only, and the one it was told to
 * listen on: else a page in a browser could have its own name lead here (DNS rebinding) and read and change what the
 * server holds. A server that others are to reach answers to every name.
 */
export function createHostCheck(listensOn: string): (header: string | undefined) => boolean {
  if (!isLoopback(listensOn)) return () => true
  return (header) => {
    // Every browser sends one.
    if (header === undefined) return true
    const name = header.replace(/:\d*$/, '').replace(/^\[(.*)\]$/, '$1')
    return isLoopback(name) || name.toLowerCase() === listensOn.toLowerCase()
  }
}

function isLoopback(host: string): boolean {
  const name = host.toLowerCase().replace(/\.$/, '')
  if (isIP(name) === 4) return name.startsWith('127.')
  if (isIP(name) === 6) return name === '::1' || /^::ffff:127\.[\d.]+$/.test(name)
  return name === 'localhost' || name.endsWith('.localhost')
}
