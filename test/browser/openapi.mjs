// SPDX-License-Identifier: MulanPSL-2.0
// test/browser/openapi.mjs: /openapi.json is valid OpenAPI 3, and the server keeps to it: every
// view and every act in it answers a stranger with a status the manual names, in JSON, and never
// with trouble of its own.
import { test, before, after } from 'node:test'
import assert from 'node:assert/strict'
import { Validator } from '@seriousme/openapi-schema-validator'
import { serve } from './lib_server.mjs'

let server
let manual

before(async () => {
	server = await serve('--story', 'sim/village')
	manual = await (await fetch(`${server.origin}/openapi.json`)).json()
})
after(async () => assert.equal(await server.stop(), 0))

test('it is valid', async () => {
	const { valid, errors } = await new Validator().validate(manual)
	assert.ok(valid, JSON.stringify(errors))
	assert.ok(Object.keys(manual.paths).length > 20)
})

const filled = path => server.origin + path.replace('{street}', 'heqing').replace('{id}', '1')

test('every view answers a stranger as the manual says', async () => {
	let open = 0
	for (const [path, { get }] of Object.entries(manual.paths)) {
		if (!get) continue
		const answer = await fetch(filled(path))
		const mine = get['x-may'].includes('guest')
		assert.ok(String(answer.status) in get.responses, `${path}: ${answer.status}`)
		assert.ok([200, 401, 404].includes(answer.status), `${path}: ${answer.status}`)
		if (!mine) assert.notEqual(answer.status, 200, path)
		assert.equal(answer.headers.get('content-type'), 'application/json', path)
		await answer.json()
		open += answer.status === 200
	}
	assert.ok(open > 3, `${open} views are open`)
})

test('every act refuses a stranger who says nothing, as the manual says', async () => {
	for (const [path, { post }] of Object.entries(manual.paths)) {
		if (!post) continue
		const answer = await fetch(filled(path), {
			method: 'POST', body: '{"once":"stranger"}',
			headers: { 'content-type': 'application/json' },
		})
		const said = await answer.json()
		const needs = post.requestBody.content['application/json'].schema.required ?? []
		assert.ok(String(answer.status) in post.responses, `${path}: ${answer.status}`)
		assert.ok([401, 422].includes(answer.status),
			`${path}: ${answer.status} ${JSON.stringify(said)}`)
		if (needs.length) assert.equal(said.reason, 'missing', path)
	}
})

test('every act knows the fields of the manual and no other', async () => {
	for (const [path, { post }] of Object.entries(manual.paths)) {
		if (!post) continue
		const answer = await fetch(filled(path), {
			method: 'POST', body: '{"once":"stranger","no_such_field":1}',
			headers: { 'content-type': 'application/json' },
		})
		const said = await answer.json()
		assert.equal(answer.status, 422, path)
		assert.equal(said.reason, 'unknown', path)
		assert.equal(said.field, 'no_such_field', path)
	}
})
