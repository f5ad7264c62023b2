// Package device is what all simulated devices share: a clock that tests can
// move, a request log, latency, faults, and a control API beside the device's
// own. A simulated device implements Device. NewFront puts the shared parts
// before it, Start serves the two over HTTP or HTTPS, and both offer to Go what
// the control API offers over HTTP:
//
//	array, err := device.Start(ctx, infinibox.New(options), device.Options{TLS: true})
//	lost, err := array.Fault(device.Rule{Method: "POST", Path: "/api/rest/volumes", Drop: device.AfterExecution, Times: 1})
//	updates := array.Requests(device.Match{Method: "PUT", Path: "/api/rest/volumes/*"})
//	array.Clock().Advance(time.Hour)
//
// A device that answers over HTTP and HTTPS side by side, as its own settings
// say, implements Secured: Start then gives it two addresses.
//
// # Control API
//
// It is found under /_simulator/, speaks JSON and needs no credentials. For
// that reason it answers only to clients on the same machine that call it by a
// loopback name or address, whatever address the device listens on. Faults and
// latency don't apply to it and its requests aren't logged. Anything that it
// doesn't know, a path, method, parameter or field, is refused with 4xx and
// {"error": {"message": ...}}. Durations are text such as "20ms" or "1h30m",
// times are RFC 3339.
//
//	GET    /_simulator/                              this list
//	GET    /_simulator/requests                      the latest requests, counters and totals;
//	                                                 method, path, query, body select as in Match,
//	                                                 after and limit page by number
//	DELETE /_simulator/requests                      empty the log and the counters
//	GET    /_simulator/latency                       {"fixed": "20ms", "jitter": "5ms"}
//	PUT    /_simulator/latency                       the same, from the next request on
//	GET    /_simulator/faults                        the rules in force, how often each has struck
//	POST   /_simulator/faults                        add a rule: the fields of Rule
//	DELETE /_simulator/faults                        remove all rules
//	GET    /_simulator/faults/{id}                   one rule
//	DELETE /_simulator/faults/{id}                   remove one rule
//	GET    /_simulator/delays                        {"delays": [{"method": "POST", "path": "volumes",
//	                                                 "for": "5s", "late": false}]}: the endpoints
//	                                                 that answer asynchronously, as in Delay
//	PUT    /_simulator/delays                        the same, from the next request on
//	DELETE /_simulator/delays                        let every endpoint answer at once
//	GET    /_simulator/clock                         {"now": "2026-01-02T15:04:05Z", "frozen": false}
//	PUT    /_simulator/clock                         set now, frozen or both
//	POST   /_simulator/clock                         {"advance": "24h"}, also while frozen
//	GET    /_simulator/objects/{collection}          all objects of a collection, in full
//	POST   /_simulator/objects/{collection}          create one, as another administrator
//	GET    /_simulator/objects/{collection}/{id}     one object, in full
//	PUT    /_simulator/objects/{collection}/{id}     change the given fields of one
//	DELETE /_simulator/objects/{collection}/{id}     delete one
//	GET    /_simulator/inventory                     everything that the device holds
//	PUT    /_simulator/inventory                     replace everything by such a document
//	POST   /_simulator/generate                      add objects by counts: {"volumes": 1000}
//	GET    /_simulator/omissions                     what this simulator doesn't do
//	GET    /_simulator/endpoints                     how far each call of the reference is simulated
//
// A collection whose name has a slash is one segment: network%2Fspaces.
package device
