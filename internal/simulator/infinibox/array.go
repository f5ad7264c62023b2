package infinibox

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/simulator/device"
)

// Array is one simulated InfiniBox. It is safe for concurrent use: calls that
// only read go on side by side, calls that write one after the other.
type Array struct {
	options Options
	clock   *device.Clock
	router  *router
	// world is the reference as data; domains are the rules that entities have
	// beyond it, special their endpoints.
	world   *world
	domains map[string]rules
	// datasetFields are those of volumes and file systems seen together.
	datasetFields *schema[dataset]

	// mu guards everything below.
	mu       sync.RWMutex
	name     string
	virtual  int64
	nextID   int64
	serials  uint64
	due      int64
	users    *collection[*user]
	sessions map[string]*user
	qos      bool
	policies *collection[*snapshotPolicy]
	// schedules are those of all policies; planned is the time in ms up to which
	// their snapshots have been taken.
	schedules      *collection[*schedule]
	planned        int64
	qosPolicies    *collection[*qosPolicy]
	qosAssignments *collection[*qosAssignment]
	pools          *collection[*pool]
	volumes        *collection[*volume]
	groups         *collection[*group]
	san            *san
	results        map[string]*pending
	resultNo       int
	// records are the collections of all entities that have no type here.
	records map[string]*collection[*record]
	// tags finds the records of metadata by what they hang on.
	tags *tags
	// state is the system's operational state.
	state string
	// eventNo is the number of the last event.
	eventNo int64
	// peers are the arrays that can be reached, by management address.
	peers map[string]*Array
}

var _ device.Device = (*Array)(nil)

// New makes an array without pools; its accounts are those of the options.
func New(options Options) *Array {
	a := &Array{options: options.withDefaults(), world: loadWorld(), datasetFields: datasetSchema()}
	a.clock = a.options.Clock
	a.domains = a.domainRules()
	a.router = newRouter(a.routes())
	for _, route := range a.genericRoutes(a.router) {
		a.router.add(&route)
	}
	a.empty()
	a.addUsers(a.options.Users)
	a.addDefaultPolicy(a.clock.Now().UnixMilli())
	a.furnish()
	return a
}

// routes are the endpoints of every domain. A domain joins by its line here.
func (a *Array) routes() []route {
	var all []route
	for _, domain := range []func() []route{
		a.sessionRoutes, a.userRoutes, a.userWriteRoutes, a.passwordRoutes, a.ssoRoutes, a.directoryRoutes,
		a.systemRoutes, a.statisticsRoutes, a.upgradeRoutes, a.ssaExpressRoutes,
		a.poolRoutes, a.volumeRoutes, a.sanRoutes, a.datasetRoutes, a.metadataRoutes,
		a.groupRoutes, a.groupMemberRoutes, a.hypervisedRoutes,
		a.snapshotPolicyRoutes, a.qosRoutes, a.eventRoutes, a.remoteRoutes, a.resultRoutes,
	} {
		all = append(all, domain()...)
	}
	return all
}

// empty forgets everything the array holds.
func (a *Array) empty() {
	a.name = a.options.Name
	a.virtual = a.options.VirtualCapacity
	a.qos = a.options.QoS
	a.nextID = a.options.FirstID
	a.serials = 0
	a.due = never
	a.users = newCollection(userSchema())
	a.sessions = make(map[string]*user)
	a.policies = newCollection(policySchema(a.assignedCount))
	a.schedules = newCollection(scheduleSchema())
	a.planned = 0
	a.qosPolicies = newCollection(qosPolicySchema())
	a.qosAssignments = newCollection(qosAssignmentSchema())
	a.pools = newCollection(poolSchema())
	a.volumes = newCollection(volumeSchema())
	a.groups = newCollection(groupSchema())
	a.san = newSAN()
	a.results = make(map[string]*pending)
	a.state = stateActive
	a.records = make(map[string]*collection[*record], len(a.world.kinds))
	a.tags = newTags()
	for name, kind := range a.world.kinds {
		a.records[name] = newCollection(kind.schema)
	}
}

// newID is the next id; ids are never used again.
func (a *Array) newID() int64 {
	id := a.nextID
	a.nextID++
	return id
}

// newSerial is a serial number of 32 hexadecimal digits: a fixed prefix, a
// number that stands for the array, and a counter.
func (a *Array) newSerial() string {
	a.serials++
	return fmt.Sprintf("%s%016x", a.serialPrefix(), a.serials)
}

// serialPrefix is what all serial numbers of this array begin with.
func (a *Array) serialPrefix() string {
	return fmt.Sprintf("742b0f%010x", a.options.Seed&0xff_ffff_ffff)
}

// ServeHTTP answers the management API below /api/rest/.
func (a *Array) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	c := &call{array: a, now: a.clock.Now()}
	a.settle(c.now)
	status, body, allowed, cookie := a.answer(c, r)
	for _, after := range c.after {
		after()
	}
	setHeaders(w.Header())
	if len(allowed) > 0 {
		w.Header().Set("Allow", strings.Join(allowed, ", "))
	}
	if cookie != nil {
		http.SetCookie(w, cookie)
	}
	if c.location != "" {
		w.Header().Set("Location", c.location)
	}
	w.WriteHeader(status)
	if _, err := w.Write(body); err != nil { //nolint:gosec // JSON, which its header says it is
		return // the client went away; there is nobody left to tell
	}
}

// answer carries a request out and renders what comes of it.
func (a *Array) answer(c *call, r *http.Request) (status int, body []byte, allowed []string, cookie *http.Cookie) {
	if a.world.broken != nil {
		return refusal(a.world.broken)
	}
	path, ok := strings.CutPrefix(r.URL.EscapedPath(), basePath)
	if !ok {
		return refusal(fail("UNKNOWN_PATH", r.URL.Path))
	}
	var unrouted error
	c.route, c.variables, allowed, unrouted = a.router.match(r.Method, path)
	if unrouted == nil && r.Method != http.MethodGet {
		// Before the lock: a slow client must not hold up the others.
		sent, err := io.ReadAll(http.MaxBytesReader(nil, r.Body, maxBody))
		if err != nil {
			return refusal(fail("MALFORMED_CONTENT"))
		}
		c.body = sent
	}
	if c.route != nil && c.route.outside {
		return a.answerOutside(c, r)
	}
	writes := c.route != nil && (r.Method != http.MethodGet && !c.route.reads || c.route.changes)
	if writes {
		a.mu.Lock()
		defer a.mu.Unlock()
	} else {
		a.mu.RLock()
		defer a.mu.RUnlock()
	}
	if c.user == nil && (c.route == nil || !c.route.open) {
		if err := a.authenticate(c, r); err != nil {
			return refusal(err)
		}
	}
	if unrouted != nil {
		status, body, _, _ = refusal(unrouted)
		return status, body, allowed, nil
	}
	if err := c.admit(r); err != nil {
		return refusal(err)
	}
	if r.Header.Get(remotePermission) != "" {
		c.permission = "Basic" // nobody looks at the credentials unless the call is passed on
	}
	if err := a.mayChange(c); err != nil {
		return refusal(err)
	}
	given, err := a.carryOut(c)
	if err != nil {
		return refusal(err)
	}
	if given.status == 0 {
		given.status = http.StatusOK
	}
	body = a.render(c, given)
	if writes {
		a.witness(c, body)
	}
	return given.status, body, nil, given.cookie
}

// answerOutside carries out a call that mustn't hold the array's lock, as it
// waits for another array.
func (a *Array) answerOutside(c *call, r *http.Request) (status int, body []byte, allowed []string, cookie *http.Cookie) {
	c.context, c.query, c.permission = r.Context(), r.URL.RawQuery, r.Header.Get(remotePermission)
	if c.permission != "" && !strings.HasPrefix(c.permission, "Basic ") {
		c.permission = "Basic " + c.permission
	}
	if err := a.admitOutside(c, r); err != nil {
		return refusal(err)
	}
	given, err := c.route.handle(c)
	if err != nil {
		return refusal(err)
	}
	return given.status, given.ready, nil, nil
}

func (a *Array) admitOutside(c *call, r *http.Request) error {
	a.mu.RLock()
	defer a.mu.RUnlock()
	if c.user == nil {
		if err := a.authenticate(c, r); err != nil {
			return err
		}
	}
	return c.admit(r)
}

// refusal renders an error; one that isn't a documented failure is a fault of
// the simulator.
func refusal(err error) (int, []byte, []string, *http.Cookie) {
	var refused *failure
	if !errors.As(err, &refused) {
		refused = &failure{code: "INTERNAL_SERVER_ERROR", status: http.StatusInternalServerError, message: err.Error()}
	}
	return refused.status, refused.appendEnvelope(nil), nil, nil
}

// Name is the product's name.
func (a *Array) Name() string { return "infinibox" }

// Clock is the time that the array lives by.
func (a *Array) Clock() *device.Clock { return a.clock }

// Environment points the provider at this array with the first account that
// has the role ADMIN.
func (a *Array) Environment(endpoint string) map[string]string {
	a.mu.RLock()
	defer a.mu.RUnlock()
	environment := map[string]string{"INFINIBOX_ENDPOINT": endpoint}
	for _, u := range a.users.items {
		if u.role == RoleAdmin && u.enabled {
			environment["INFINIBOX_USERNAME"] = u.name
			environment["INFINIBOX_PASSWORD"] = u.password
			break
		}
	}
	return environment
}

// Failure is the array's answer for a documented error code.
func (a *Array) Failure(code string) (status int, header http.Header, body []byte, ok bool) {
	refused, ok := sampleFailure(code)
	if !ok {
		return 0, nil, nil, false
	}
	header = make(http.Header)
	setHeaders(header)
	return refused.status, header, refused.appendEnvelope(nil), true
}
