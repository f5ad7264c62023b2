package infinibox_test

import (
	"fmt"
	"net/http"
	"testing"
	"time"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/infinibox"
)

func TestEventsRecordWhatHappens(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{})
	p := a.pool("p", 2)
	v := a.volume("v", p, 1)
	a.refused(http.MethodDelete, at("pools", p, "?approved=yes"), nil, 409, "POOL_NOT_EMPTY")
	a.must(http.MethodDelete, at("volumes", v), nil)
	var codes []string
	for _, item := range a.send(http.MethodGet, "events", nil).items(t) {
		codes = append(codes, fmt.Sprintf("%s %d %s", item.text("code"), item.number("affected_entity_id"), item.text("username")))
	}
	want := fmt.Sprintf("[POOL_CREATED %d admin VOLUME_CREATED %d admin VOLUME_DELETED %d admin]", p, v, v)
	if fmt.Sprint(codes) != want {
		t.Errorf("the events are %v, want %s", codes, want)
	}
	if got := a.send(http.MethodGet, "events?code=VOLUME_DELETED&sort=-timestamp", nil); got.Meta.Objects != 1 {
		t.Errorf("%d events of that code", got.Meta.Objects)
	}
}

func TestClientsWriteEvents(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{})
	a.must(http.MethodPost, "events/custom", map[string]any{
		"level": "WARNING", "description_template": "{what} failed", "data": []any{map[string]any{"name": "what", "type": "string", "value": "backup"}},
	}).has(map[string]any{"description": "backup failed", "code": "CUSTOM_WARNING_EVENT", "reporter": "CUSTOM"})
	a.refused(http.MethodPost, "events/custom", map[string]any{"level": "LOUD", "description_template": "x"}, a.statusOf("ILLEGAL_EVENT_LEVEL"), "ILLEGAL_EVENT_LEVEL")
	a.refused(http.MethodPost, "events", map[string]any{"code": "NO_SUCH_EVENT", "data": []any{}}, 404, "EVENT_NOT_FOUND")
}

func TestOldEventsArePurged(t *testing.T) {
	t.Parallel()
	a := newArray(t, infinibox.Options{})
	a.pool("p", 2)
	a.clock.Advance(time.Hour)
	a.pool("q", 2)
	limit := start.Add(time.Minute).UnixMilli()
	a.refused(http.MethodDelete, fmt.Sprintf("events?filter=timestamp=eq:%d", limit), nil, a.statusOf("RELATION_NOT_SUPPORTED_FOR_FIELD"), "RELATION_NOT_SUPPORTED_FOR_FIELD")
	a.refused(http.MethodDelete, "events?filter=id=lt:5", nil, 400, "MALFORMED_PARAMETER")
	a.must(http.MethodDelete, fmt.Sprintf("events?filter=timestamp=leq:%d", limit), nil)
	if got := a.send(http.MethodGet, "events", nil).Meta.Objects; got != 1 {
		t.Errorf("%d events are left", got)
	}
}
