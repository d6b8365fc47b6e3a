// SPDX-License-Identifier: MulanPSL-2.0
// test/browser/exports.mjs: what leaves the program as a file, read by programs that are not ours:
// sheets by openpyxl, PDFs by pdftotext. A spreadsheet says what the table of the page says, and
// nothing in it is a formula.
import { test, before, after } from 'node:test'
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { serve } from './lib_server.mjs'

let server
let cookie = ''

// Sheets as a list of [name, rows]; a row as a list of [kind, value]: kind "f" is a formula.
const reader = `
import json, sys, openpyxl
book = openpyxl.load_workbook(sys.argv[1])
cell = lambda c: [c.data_type, None if c.value is None else str(c.value)]
print(json.dumps([[s.title, [[cell(c) for c in row] for row in s.rows]] for s in book.worksheets]))
`
const hostile = ['=1+1', '=HYPERLINK("http://evil.example","看")', '+8613800000000', '-2',
	'@SUM(A1)', '＝1+1', "'quoted", '灯,"八"号']

const get = where =>
	fetch(server.origin + where, { headers: { cookie: `${cookie}; zhidian_lang=zh` } })

async function json(where) {
	const answer = await get(`/heqing/${where}.json`)
	assert.equal(answer.status, 200, where)
	return answer.json()
}

async function file(where) {
	const answer = await get(`/heqing/${where}`)
	assert.equal(answer.status, 200, where)
	const kept = path.join(server.data, where.replaceAll('/', '-'))
	writeFileSync(kept, Buffer.from(await answer.arrayBuffer()))
	return kept
}

const run = (program, ...words) => execFileSync(program, words, { encoding: 'utf8' })

const sheets = async where =>
	JSON.parse(run('/usr/bin/python3', '-c', reader, await file(where)))

// Blanks out: where lines break is the layout's affair.
const printed = async where =>
	run('pdftotext', await file(where), '-').replaceAll(/\s/g, '')

const post = (where, body) => fetch(server.origin + where, {
	method: 'POST', body: new URLSearchParams(body), redirect: 'manual',
	headers: { cookie, origin: server.origin },
})

async function become(name) {
	const page = await (await get('/heqing/')).text()
	const login = new RegExp(`name="login" value="([^"]+)"[^>]*>[^<]*${name}`).exec(page)
	assert.ok(login, `${name} is of the cast`)
	const set = (await post('/heqing/as', { login: login[1] })).headers.get('set-cookie')
	cookie = set.split(';')[0]
}

before(async () => { server = await serve('--demo') })
after(async () => assert.equal(await server.stop(), 0))

test('no cell that somebody typed is a formula', async () => {
	await become('周洁')
	const { units } = await json('place/unit')
	for (const [i, name] of hostile.entries()) {
		const answer = await post('/heqing/place/unit/add',
			{ once: `hostile-${i}`, parent: units[0].id, kind: 'neighbourhood', name })
		assert.equal(answer.status, 303, name)
	}
	const cells = (await sheets('place/unit.xlsx')).flatMap(([, rows]) => rows.flat())
	for (const name of hostile)
		assert.ok(cells.some(([kind, value]) => kind === 's' && value === name), name)
	assert.deepEqual(cells.filter(([kind]) => kind === 'f'), [])

	// Text files have no kinds: what looks like a formula is disarmed by a quote before it.
	const lines = await (await get('/heqing/place/unit.csv')).text()
	for (const name of hostile.filter(name => /^[=+\-@＝]/.test(name)))
		assert.ok(lines.includes(`'${name.replaceAll('"', '""')}`), name)
})

const lists_of = tree => Object.values(tree).filter(v => Array.isArray(v) && v.length)
const is_chinese = text => /\p{Script=Han}/u.test(text ?? '')

test('every list of a guest is a sheet with its rows and headings in Chinese', async () => {
	const manual = await (await get('/openapi.json')).json()
	let seen = 0
	for (const [where, { get: view }] of Object.entries(manual.paths)) {
		if (!view?.['x-may'].includes('guest') || where.includes('{id}')) continue
		const name = where.replace('/{street}/', '').replace(/\.json$/, '')
		const lists = lists_of(await json(name))
		if (!lists.length || name === 'people/home') continue // no list
		const all = await sheets(`${name}.xlsx`)
		const cells = all.flatMap(([, rows]) => rows.flat())
		assert.deepEqual(cells.filter(([kind]) => kind === 'f'), [], name)
		const longest = Math.max(...lists.map(l => l.length))
		assert.ok(all.some(([, rows]) => rows.length > longest), `${name}: ${longest} rows`)
		const heads = all.flatMap(([, rows]) => rows[0])
		assert.ok(heads.some(([, value]) => is_chinese(value)), name)
		const csv = await (await get(`/heqing/${name}.csv`)).text()
		assert.ok(csv.split('\r\n').length > longest, name)
		seen++
	}
	assert.ok(seen >= 8, `${seen} lists`)
})

test('a notice on paper says in Chinese what it is about and whom to tell', async () => {
	const { notices, street } = await json('review/notice')
	const text = await printed(`review/notice/${notices[0].id}.pdf`)
	for (const words of ['公示', notices[0].project_title, notices[0].place_name, street.name,
		street.telephone.replaceAll(' ', ''), `/heqing/review/notice/${notices[0].id}`])
		assert.ok(text.includes(words), `${words} in ${text}`)
})

test('a settlement on paper has its sums, also in Chinese capitals', async () => {
	const { settlements } = await json('fund/settlement')
	const one = settlements[0]
	const text = await printed(`fund/settlement/${one.id}.pdf`)
	const grouped = n => n.replace(/\B(?=(\d{3})+\.)/g, ',')
	for (const words of ['决算', one.project_title, one.project_number, grouped(one.income_fen),
		grouped(one.spent_fen), grouped(one.left_fen), '元整'])
		assert.ok(text.includes(words), `${words} in ${text}`)
})

test('ballot papers and minutes are Chinese too', async () => {
	const { ballots } = await json('choose/ballot')
	const { meetings } = await json('voice/meeting')
	const closed = meetings.find(m => m.state === 'closed')
	assert.match(await printed(`choose/ballot/${ballots[0].id}/sheet.pdf`), /选票/)
	assert.match(await printed(`voice/meeting/${closed.id}.pdf`), /会议/)
})
