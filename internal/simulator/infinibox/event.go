package infinibox

import (
	"encoding/json"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/catalogue"
)

// maxEvents is how many events the array remembers; the oldest go first.
const maxEvents = 5000

// eventRoutes are the endpoints of the section "Events" that have rules.
func (a *Array) eventRoutes() []route {
	return []route{
		post("events", nil, a.createExternalEvent),
		post("events/custom", nil, a.createCustomEvent),
		del("events", administrators(), a.purgeEvents, "filter"),
		get("events/types", a.listEventTypes),
	}
}

// event is something that happened.
type event struct {
	code, template, level, reporter, visibility, username string
	affected                                              int64
	data                                                  []any
}

// happened remembers an event.
func (a *Array) happened(e event, millis int64) *record {
	a.eventNo++
	r := a.newRecord(a.world.kinds["events"], a.eventNo)
	description := e.template
	for _, item := range e.data {
		given, _ := item.(map[string]any)
		name, _ := given["name"].(string)
		description = strings.ReplaceAll(description, "{"+name+"}", ofJSON(given["value"]).spelled())
	}
	for name, v := range (fields{
		"code": word(e.code), "description": word(description), "description_template": word(e.template), "level": word(e.level),
		"reporter": word(e.reporter), "visibility": word(e.visibility), "username": word(e.username), "seq_num": number(a.eventNo),
		"affected_entity_id": number(e.affected), "timestamp": number(millis), "source_node_id": number(1),
		"system_version": word(version), "data": ofJSON(e.data),
	}) {
		r.set(name, v)
	}
	a.keep(r)
	if held := a.recordsOf("events"); len(held.items) > maxEvents {
		held.remove(held.items[0])
	}
	return r
}

// witness remembers what a call has done.
func (a *Array) witness(c *call, answered []byte) {
	if len(c.route.documented) == 0 || c.route.entity == "events" || c.route.entity == "sessions" {
		return
	}
	code := eventCode(c.route.documented[0])
	a.happened(event{
		code: code, template: sentence(code), level: "INFO", reporter: "MGMT", visibility: "CUSTOMER",
		username: c.user.name, affected: c.affected(answered),
	}, c.millis())
}

// eventCode is what an event of a call is called. The reference shows a few of
// the array's codes, which are made this way; the others follow them.
func eventCode(e *catalogue.Endpoint) string {
	what := strings.ToUpper(strings.TrimSuffix(e.Entity, "s"))
	if known, ok := singularCodes()[e.Entity]; ok {
		what = known
	}
	switch e.Operation {
	case catalogue.Create:
		return what + "_CREATED"
	case catalogue.Update:
		return what + "_UPDATED"
	case catalogue.Delete:
		return what + "_DELETED"
	default:
		segments := strings.Split(e.Path, "/")
		return what + "_" + strings.ToUpper(strings.Trim(segments[len(segments)-1], "{}"))
	}
}

// singularCodes are what events call entities whose names don't show it.
func singularCodes() map[string]string {
	return map[string]string{
		"cgs": "CONS_GROUP", "qos_policies": "QOS_POLICY", "snapshot_policies": "SNAPSHOT_POLICY", "network_space_ips": "IP_ADDRESS",
		"metadata": "METADATA", "system_metadata": "METADATA",
	}
}

// sentence is what an event's code says.
func sentence(code string) string {
	words := strings.ToLower(strings.ReplaceAll(code, "_", " "))
	return strings.ToUpper(words[:1]) + words[1:]
}

// affected is the id of the object that a call was about: the one that its
// answer shows, or its path.
func (c *call) affected(answered []byte) int64 {
	var result struct {
		Result struct {
			ID int64 `json:"id"`
		} `json:"result"`
	}
	if len(c.variables) == 0 {
		if err := json.Unmarshal(answered, &result); err != nil {
			return 0 // an answer that isn't about one object
		}
		return result.Result.ID
	}
	id, err := strconv.ParseInt(c.variables[0], 10, 64)
	if err != nil {
		return 0
	}
	return id
}

// externalEvents are the codes that clients report, with what they say.
func externalEvents() map[string]string {
	return map[string]string{"ECOSYSTEM_TOOLS_HEARTBEAT": "{event_desc}"}
}

func (a *Array) createExternalEvent(c *call) (*answer, error) {
	d, err := c.document()
	if err != nil {
		return nil, err
	}
	if err := d.only("code", "data"); err != nil {
		return nil, err
	}
	if err := d.require("code"); err != nil {
		return nil, err
	}
	if d["data"] == nil {
		return nil, fail("UNSUPPORTED_VALUE", fillers("UNSUPPORTED_VALUE", "data")...)
	}
	data, ok := d["data"].([]any)
	if !ok {
		return nil, fail("MALFORMED_PARAMETER", "data")
	}
	code, _, err := d.text("code")
	if err != nil {
		return nil, err
	}
	template, known := externalEvents()[code]
	if !known {
		return nil, fail("EVENT_NOT_FOUND")
	}
	r := a.happened(event{
		code: code, template: template, level: "INFO", reporter: "EXTERNAL", visibility: "INFINIDAT", username: c.user.name, data: data,
	}, c.millis())
	return made(r.kind.schema, r), nil
}

func (a *Array) createCustomEvent(c *call) (*answer, error) {
	d, err := c.document()
	if err != nil {
		return nil, err
	}
	if err := d.only("data", "description_template", "level", "visibility"); err != nil {
		return nil, err
	}
	if err := d.require("level", "description_template"); err != nil {
		return nil, err
	}
	level, _, err := d.text("level")
	if err != nil {
		return nil, err
	}
	if !slices.Contains([]string{"INFO", "WARNING", "ERROR", "CRITICAL"}, level) {
		return nil, fail("ILLEGAL_EVENT_LEVEL", fillers("ILLEGAL_EVENT_LEVEL", level)...)
	}
	visibility, set, err := d.choice("visibility", []string{"CUSTOMER", "INFINIDAT"})
	if err != nil {
		return nil, err
	}
	if !set {
		visibility = "CUSTOMER"
	}
	template, _, err := d.text("description_template")
	if err != nil {
		return nil, err
	}
	if strings.Count(template, "{") != strings.Count(template, "}") {
		return nil, fail("WRONG_PARAMETER", template, "description_template", "has a placeholder that isn't closed")
	}
	data, _ := d["data"].([]any)
	for _, item := range data {
		given, ok := item.(map[string]any)
		if !ok || given["name"] == nil || given["type"] == nil || given["value"] == nil {
			return nil, fail("ILLEGAL_EVENT_DATA", fillers("ILLEGAL_EVENT_DATA", "type")...)
		}
	}
	r := a.happened(event{
		code: "CUSTOM_" + level + "_EVENT", template: template, level: level, reporter: "CUSTOM", visibility: visibility,
		username: c.user.name, data: data,
	}, c.millis())
	return made(r.kind.schema, r), nil
}

// purgeEvents forgets events up to a time: filter=timestamp=lt:… or leq:….
func (a *Array) purgeEvents(c *call) (*answer, error) {
	given := c.params.Get("filter")
	rest, about := strings.CutPrefix(given, "timestamp=")
	if given != "" && !about {
		return nil, fail("MALFORMED_PARAMETER", given)
	}
	before := c.millis()
	if given != "" {
		operator, at, _ := strings.Cut(rest, ":")
		relation := relations[strings.ToLower(operator)]
		if relation != "LT" && relation != "LE" {
			return nil, fail("RELATION_NOT_SUPPORTED_FOR_FIELD", fillers("RELATION_NOT_SUPPORTED_FOR_FIELD", relation)...)
		}
		millis, err := strconv.ParseInt(at, 10, 64)
		if err != nil {
			return nil, fail("MALFORMED_PARAMETER", at)
		}
		if millis > before {
			return nil, fail("CANNOT_SET_EVENTS_RETENTION_TIME", fillers("CANNOT_SET_EVENTS_RETENTION_TIME", utc(before))...)
		}
		before = millis
		if relation == "LT" {
			before--
		}
	}
	held := a.recordsOf("events")
	for _, r := range slices.Clone(held.items) {
		if r.get("timestamp").num <= before {
			held.remove(r)
		}
	}
	return plain(flag(true)), nil
}

// listEventTypes lists the codes of the events that this array can have.
func (a *Array) listEventTypes(*call) (*answer, error) {
	codes := make(map[string]bool)
	for _, e := range a.world.Endpoints {
		if e.Method != http.MethodGet && e.Entity != "events" && e.Entity != "sessions" {
			codes[eventCode(e)] = true
		}
	}
	var types []any
	for _, code := range slices.Sorted(maps.Keys(codes)) {
		types = append(types, map[string]any{
			"code": code, "description": sentence(code), "parameters": []any{}, "level": "INFO", "reporter": "MGMT", "visibility": "CUSTOMER",
		})
	}
	for code, template := range externalEvents() {
		types = append(types, map[string]any{
			"code": code, "description": template, "parameters": []any{"event_desc"}, "level": "INFO", "reporter": "EXTERNAL", "visibility": "INFINIDAT",
		})
	}
	return plain(ofNative(map[string]any{"codes": types})), nil
}
