// SPDX-License-Identifier: MulanPSL-2.0
// test/browser/lib_server.mjs: a server of the built program with data of its own, for one test
// file.
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'

// serve('--demo', '--story', 'sim/village') → { origin, data, stop() }. Waits until it answers.
export async function serve(...args) {
	const data = mkdtempSync(path.join(os.tmpdir(), 'zhidian-browser-'))
	const program = process.env.ZHIDIAN ?? 'build/zhidian'
	const child = spawn(program, ['serve', '--data', data, '--port', '0', ...args],
		{ stdio: ['ignore', 'inherit', 'pipe'] })
	const ended = new Promise(done => child.once('exit', done))
	let said = ''

	const origin = await new Promise((done, fail) => {
		child.stderr.setEncoding('utf8')
		child.stderr.on('data', text => {
			said += text
			const at = /serving (http:\/\/127\.0\.0\.1:\d+)\//.exec(said)
			if (at) done(at[1])
		})
		ended.then(code => fail(new Error(`the server ended with ${code}: ${said}`)))
	})
	return {
		origin, data, said: () => said,
		// The exit code: 0 when all that was accepted was finished.
		async stop() {
			child.kill('SIGTERM')
			const code = await ended
			rmSync(data, { recursive: true, force: true })
			return code
		},
	}
}
