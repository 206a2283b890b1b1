// SPDX-License-Identifier: GPL-3.0-or-later
// An aedes broker with all four listeners on 127.0.0.1. Settings come as JSON in the first argument:
// module, user, password, certificate, key, ports {tcp, tls, ws, wss}.
import { readFileSync } from 'node:fs'
import http from 'node:http'
import https from 'node:https'
import net from 'node:net'
import tls from 'node:tls'
import { createWebSocketStream, WebSocketServer } from 'ws'

const settings = JSON.parse(process.argv[2])
const { Aedes } = await import(settings.module)
const broker = await Aedes.createBroker(settings.options)
const identity = { cert: readFileSync(settings.certificate), key: readFileSync(settings.key) }

broker.authenticate = (client, user, password, done) => {
  const known = user === settings.user && password?.toString() === settings.password
  done(known ? null : Object.assign(new Error('bad user name or password'), { returnCode: 4 }), known)
}

broker.authorizePublish = (client, packet, done) => {
  done(packet.topic.startsWith('interop/') ? null : new Error('not authorized'))
}
broker.authorizeSubscribe = (client, subscription, done) => {
  done(null, /^(\$share\/[^/]+\/)?interop\//.test(subscription.topic) ? subscription : null)
}

const handle = (stream) => {
  stream.setNoDelay?.(true)
  broker.handle(stream)
}

const withWebSockets = (server) => {
  const sockets = new WebSocketServer({ server, handleProtocols: (offered) => offered.has('mqtt') && 'mqtt' })
  sockets.on('connection', (socket, request) => handle(createWebSocketStream(socket)))
  return server
}

const servers = {
  tcp: net.createServer(handle),
  tls: tls.createServer(identity, handle),
  ws: withWebSockets(http.createServer()),
  wss: withWebSockets(https.createServer(identity))
}
for (const [name, server] of Object.entries(servers)) server.listen(settings.ports[name], '127.0.0.1')
process.on('SIGTERM', () => process.exit(0))
