package infinibox

// defaultPolicyID is the id of the policy that every array has. It stays apart
// from the ids of other objects, so that those start at FirstID.
const defaultPolicyID = 1

// defaultPolicyName is what that policy is called.
const defaultPolicyName = "Default Policy"

// snapshotPolicy takes snapshots by a plan ("Snapshot Policy" in the
// reference). Here it can only be assigned.
type snapshotPolicy struct {
	id      int64
	name    string
	builtIn bool
}

func (p *snapshotPolicy) identity() int64 { return p.id }
func (p *snapshotPolicy) label() string   { return p.name }

func policySchema() *schema[*snapshotPolicy] {
	return newSchema([]field[*snapshotPolicy]{
		{name: "id", kind: integer, get: func(p *snapshotPolicy) value { return number(p.id) }},
		{name: "name", kind: text, get: func(p *snapshotPolicy) value { return word(p.name) }},
		{name: "is_default", kind: boolean, get: func(p *snapshotPolicy) value { return flag(p.builtIn) }},
	}, nil, nil)
}

// policyOf finds a policy by id; 0 stands for none.
func (a *Array) policyOf(id int64) (*snapshotPolicy, error) {
	if id == 0 {
		return nil, nil
	}
	p, ok := a.policies.find(id)
	if !ok {
		return nil, fail("SNAPSHOT_POLICY_NOT_FOUND")
	}
	return p, nil
}
