package infinibox

import (
	"net/http"
	"strconv"
)

// version is what X-INFINIDAT-VERSION says: the release whose reference this
// simulator follows.
const version = "8.4.6"

// answer is the outcome of a call that went well. Its body is rendered while
// the array's lock is held, so it shows one moment.
type answer struct {
	status int
	result func([]byte) []byte
	page   *page
	// size is about how many bytes the result will have, 0 when that is little.
	size int
	// ready is a whole body that was rendered before.
	ready  []byte
	cookie *http.Cookie
}

// page is the paging part of a list's metadata.
type page struct {
	number, size, objects int
}

// pages is never less than one, even for an empty list.
func (p page) pages() int { return max(1, (p.objects+p.size-1)/p.size) }

// plain answers a single value.
func plain(v value) *answer {
	return &answer{result: v.appendJSON}
}

// shown answers one object.
func shown[T object](s *schema[T], item T, plucked []*field[T]) *answer {
	return &answer{result: func(buf []byte) []byte { return s.append(buf, item, plucked) }}
}

// made answers one object that the call made.
func made[T object](s *schema[T], item T) *answer {
	a := shown(s, item, nil)
	a.status = http.StatusCreated
	return a
}

// appendEnvelope renders an answer the way every call answers.
func (a *answer) appendEnvelope(buf []byte) []byte {
	buf = append(buf, `{"metadata":{"ready":true`...)
	if p := a.page; p != nil {
		buf = append(buf, `,"number_of_objects":`...)
		buf = strconv.AppendInt(buf, int64(p.objects), 10)
		buf = append(buf, `,"pages_total":`...)
		buf = strconv.AppendInt(buf, int64(p.pages()), 10)
		buf = append(buf, `,"page":`...)
		buf = strconv.AppendInt(buf, int64(p.number), 10)
		buf = append(buf, `,"page_size":`...)
		buf = strconv.AppendInt(buf, int64(p.size), 10)
	}
	buf = append(buf, `},"result":`...)
	buf = a.result(buf)
	return append(buf, `,"error":null}`...)
}

// appendEnvelope renders a refusal.
func (f *failure) appendEnvelope(buf []byte) []byte {
	buf = append(buf, `{"metadata":{"ready":true},"result":null,"error":{"code":`...)
	buf = appendText(buf, f.code)
	buf = append(buf, `,"message":`...)
	buf = appendText(buf, f.message)
	if len(f.reasons) > 0 {
		buf = append(buf, `,"reasons":[`...)
		for i, reason := range f.reasons {
			if i > 0 {
				buf = append(buf, ',')
			}
			buf = append(buf, `{"message":`...)
			buf = appendText(buf, reason)
			buf = append(buf, '}')
		}
		buf = append(buf, ']')
	}
	return append(buf, `}}`...)
}

// setHeaders sets what every answer carries.
func setHeaders(h http.Header) {
	h.Set("Content-Type", "application/json")
	h.Set("X-INFINIDAT-VERSION", version)
}
