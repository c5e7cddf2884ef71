package ui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"redflag/data"
)

// customerMsg names the customer that an order is of.
type customerMsg struct {
	from string // the case it was asked from
	key  string
	err  error
}

// openCustomer opens the customer of the order in sight, or of what the look-up found.
func (m *Model) openCustomer() tea.Cmd {
	_, from := m.subject()
	of := from
	if m.at == inLookup {
		of = m.look.Case()
	}
	ctx, d := m.ctx, m.desk
	return func() tea.Msg {
		customer, err := d.CustomerOf(ctx, of)
		return customerMsg{from, customer, err}
	}
}

func (m *Model) foundCustomer(v customerMsg) tea.Cmd {
	if _, key := m.subject(); key != v.from || !m.dialogs.Empty() {
		return nil // something else is in sight by now
	}
	if v.err != nil {
		return m.fail("The customer cannot be opened", v.err)
	}
	return m.openCase(&data.QueueRow{Case: v.key})
}

// noOtherCustomer is why no customer can be opened from here, or "".
func noOtherCustomer(m *Model) string {
	if why := noCase(m); why != "" {
		return why
	}
	if _, key := m.subject(); strings.HasPrefix(key, string(data.CustomerKind)+":") {
		return "this is a customer already"
	}
	return ""
}

func noneFound(m *Model) string {
	if m.look.Case() == "" {
		return "no own order and no party that is a customer is under the cursor"
	}
	return ""
}

func noOrders(m *Model) string {
	if v := m.file.View(); v == nil || v.Orders == nil {
		return "this is not a customer with orders"
	}
	return ""
}

// byOrders is why the case in sight cannot be decided, or "".
func byOrders(m *Model) string {
	if m.at == inCase && noOrders(m) == "" {
		return "a customer is judged with its orders: decide these"
	}
	return noCase(m)
}

func ownChecklists(m *Model) string {
	if m.at == inCase && noOrders(m) == "" {
		return "each order has its own"
	}
	return noCase(m)
}

func noOrder(m *Model) string {
	if m.file.Order() == nil {
		return "no order of a customer is under the cursor"
	}
	return ""
}

// openOrder opens the order under the cursor of a customer.
func (m *Model) openOrder() tea.Cmd { return m.openCase(m.file.Order()) }

// showOrders shows the orders of the customer in sight in the queue.
func (m *Model) showOrders() tea.Cmd {
	key := m.file.Key()
	m.back, m.at, m.trail = nil, inQueue, nil
	return m.queue.Show(data.Filter{Customer: key})
}
