"""Words and phrases that may stand for one another in what articles say."""

from __future__ import annotations

# A line is a family, known by its first word. A word belongs to the first line that has it.
FAMILIES = """
    rise increase climb grow growth expand jump surge soar gain rose up higher raise
    fall decrease decline drop shrink plunge slump contract contraction reduce reduction lower down
    dip cut shorten
    long length
    high height
    strong strength strengthen reinforce bolster
    big large major huge vast sizeable substantial considerable
    begin start commence launch
    end finish conclude
    close shut closure
    buy purchase acquire acquisition
    build construct erect
    country nation state
    say tell state announce declare report statement announcement according
    reach total amount hit worth value
    pact agreement accord deal
    leader head chief
    show demonstrate indicate reveal
    help assist aid support
    important significant key crucial vital
    firm company enterprise business
    railroad railway rail
    way method
    need require
    use utilise utilize
    get obtain
    host welcome receive
    people person resident inhabitant
    near close
    quick fast rapid
    make produce product manufacture producer production generate generation output
    trade turnover commerce
    annual yearly
    talks negotiation negotiate
    visit trip travel
    meeting summit
    contain comprise
    choose select pick
    border frontier
    electricity power
    mostly mainly largely primarily
    allow permit enable let
    cost price
    happen occur
    try attempt
    ban prohibit forbid
    kid child children
    doctor physician
    illness disease
    car automobile vehicle
    own hold possess keep retain owner ownership belong member membership
    share stake
    employ employee employment worker staff workforce personnel
    cargo freight
    carry transport haul process handle
    lend loan credit lender lending
    pay payment salary wage
    fund finance financing funding
    spend invest investment investor spending
    home house
    ministry minister ministerial
    region area province
    plant station
    plane aircraft airplane
    fly flight flew flown
    journey drive
    die death dead kill
    hurt injure injury wound
    establish found foundation founder
    resign resignation quit
    appoint nominate appointment name
    sign signature signatory
    decide decision
    intend intention plan
    expect forecast estimate expectation anticipate predict prediction
    promise pledge vow
    propose proposal
    pupil student schoolchild
    destroy destruction
    send dispatch deploy
    attend participate participation attendance participant
    discuss discussion
    supply supplier deliver delivery provide provider provision
    soldier troop
    vote ballot
    money cash
    aim goal objective
    part portion
    teach teacher
    argue argument
    explain explanation
    describe description
    connect link connection
    arrive arrival
    depart departure
    threat threaten
    road highway
    route path
    ship vessel
    tax levy
    win winner
    mine extract extraction
    grower growing cultivate cultivation
    improve improvement
    speak speech
"""
# What the two words of a phrase say in one; the first may have any form.
PHRASES = """
    take place: hold | step down: resign | set up: establish | go up: rise | go down: fall
    | take part: attend | pass through: handle | come to: reach | put at: estimate
    | shut down: close | carry out: do
"""
