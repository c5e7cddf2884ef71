package facts

// field numbers the facts that a shipment or customer has once, in the order of
// the tables of the vocabulary.
type field int

const (
	fAsOf field = iota
	fLawDate
	fRecord
	fShipmentId
	fShipmentOrder
	fShipmentDate
	fShipmentShipDate
	fShipmentOn
	fShipmentDocType
	fShipmentDirection
	fShipmentGrain
	fShipmentStatus
	fShipmentHoldReason
	fShipmentCustomer
	fShipmentDestination
	fShipmentDestinationTold
	fShipmentDestinationHub
	fShipmentDestinationLicence
	fShipmentDestinationChina
	fShipmentDestinationRestricted
	fShipmentDestinationEmbargoed
	fShipmentDestinationRussia
	fShipmentDestinationRussiaRoute
	fShipmentDestinationA1
	fShipmentDestinationRecognised
	fShipmentDestinationDiffersFromEndUser
	fShipmentFinalDestination
	fShipmentFinalDestinationChina
	fShipmentFinalDestinationRestricted
	fShipmentFinalDestinationDiffers
	fShipmentRoute
	fShipmentRouteHubs
	fShipmentRouteChina
	fShipmentRouteRestricted
	fShipmentRouteDetour
	fShipmentRouteReturns
	fShipmentRouteLeavesDestination
	fShipmentRouteMissesDestination
	fShipmentRouteUnknownPlace
	fShipmentExporter
	fShipmentPurchaser
	fShipmentEndUser
	fShipmentEndUserCountry
	fShipmentUltimateConsignee
	fShipmentIntermediateConsignee
	fShipmentNotifyParty
	fShipmentBank
	fShipmentDeliveryAddress
	fShipmentDeliveryVague
	fShipmentSite
	fShipmentForwarder
	fShipmentPayer
	fShipmentPayerCountry
	fShipmentPayerIsBuyer
	fShipmentPayerRestricted
	fShipmentPayerThirdCountry
	fShipmentPaymentMethod
	fShipmentPaymentCash
	fShipmentStatedEndUse
	fShipmentEndUseVague
	fShipmentEndUseMilitary
	fShipmentEndUseTraining
	fShipmentLicence
	fShipmentLicenceException
	fShipmentIncoterm
	fShipmentCarrier
	fShipmentValueUsd
	fShipmentNotes
	fShipmentLines
	fShipmentParties
	fShipmentAct
	fShipmentRush
	fShipmentDaysToRule
	fShipmentNextRule
	fShipmentNamesOfOne
	fShipmentLocalDemand
	fShipmentInsuredUsd
	fShipmentInsuredOver
	fShipmentInsuredPieceUsd
	fCustomerKnown
	fCustomerId
	fCustomerName
	fCustomerCountry
	fCustomerHqCountry
	fCustomerParentCountry
	fCustomerUltimateParent
	fCustomerUltimateParentCountry
	fCustomerHqRestricted
	fCustomerChina
	fCustomerRestricted
	fCustomerRussia
	fCustomerHub
	fCustomerA1
	fCustomerIncorporated
	fCustomerIncorporatedAfterControls
	fCustomerAgeDays
	fCustomerWebsite
	fCustomerThinPresence
	fCustomerDomainAgeDays
	fCustomerFreeMail
	fCustomerMailMismatch
	fCustomerMailImitates
	fCustomerAddress
	fCustomerAddressKind
	fCustomerSharedAddressCount
	fCustomerSharedPhoneCount
	fCustomerSharedDirectorCount
	fCustomerOtherName
	fCustomerNameAlike
	fCustomerNameAlikeStopped
	fCustomerTiedTo
	fCustomerTiedBy
	fCustomerSharedFloorCount
	fCustomerSharedWithStopped
	fCustomerEmployees
	fCustomerPaidCapitalUsd
	fCustomerIaas
	fCustomerEndUseStatement
	fCustomerRole
	fCustomerBusiness
	fCustomerBusinessFits
	fCustomerBusinessRemote
	fCustomerNotes
	fCustomerSiteVerified
	fCustomerSiteMw
	fCustomerSiteTold
	fCustomerGpuLedger
	fCustomerGroupSize
	fCustomerNeedMw
	fCustomerNeedOverSite
	fCustomerOrdersBefore
	fCustomerAdvancedOrdersBefore
	fCustomerFirstOrder
	fCustomerFirstAdvancedOrder
	fCustomerFirstAdvancedOn
	fCustomerFirstAdvancedAfterControls
	fCustomerOnlyAdvanced
	fCustomerOrderVsMaxPast
	fCustomerGpusVsMaxPast
	fCustomerOrderVsAllPast
	fCustomerOrderVsCapital
	fCustomerValuePerEmployee
	fCustomerSince
	fCustomerListedOwner
	fCustomerListedOwnerShare
	fCustomerOwnerRestricted
	fCustomerOwnerRestrictedShare
	fCustomerOwnerCircle
	fCustomerOwnersTold
	fCustomerOwnerTiesChina
	fCustomerFormerListedDirector
	fCustomerListedDirector
	fGoodsControlled
	fGoodsAdvanced
	fGoodsBucket
	fGoodsModels
	fGoodsGpus
	fGoodsTpp
	fGoodsDatacenter
	fGoodsServer
	fGoodsCaseByCase
	fGoodsSemiconductor
	fGoodsChpl
	fGoodsSensitive
	fGoodsNotedChips
	fGoodsValueUsd
	fGoodsPowerKw
	fGoodsPrcChip
	fGoodsPrcChipNamed
	fGoodsPrcChipModels
	fGoodsPrcTppLow
	fGoodsSoftwareMarks
	fGoodsPrcWords
	fGoodsFoundryWords
	fGoodsEccnTold
	fGoodsEccnMismatch
	fGoodsEccnMissing
	fGoodsHsMismatch
	fGoodsHsAbsurd
	fGoodsGenericDescription
	fGoodsWeightMismatch
	fGoodsValuePerKgMismatch
	fGoodsPriceRatio
	fGoodsPriceOver
	fGoodsPriceVsMarket
	fGoodsOriginMismatch
	fGoodsSerialsMissing
	fGoodsSerialSeen
	fGoodsSerialTwice
	fGoodsSerialOfAnother
	fGoodsQuantityAbsurd
	fGoodsCustomsRatio
	fGoodsCustomsBand
	fLightsListed
	fLightsHeadquarters
	fLightsOwnership
	fLightsDestination
	fTextPhrases
	fTextEndUsePhrases
	fTextReads
	fTextReadsSurely
	fTextTellsNothing
	fTextTellsSomething
	fHistorySpike
	fHistorySpikeGpus
	fHistorySpikeRule
	fHistorySplitOrders
	fHistorySplitLimit
	fHistorySplitValueUsd
	fHistoryOrders14Days
	fHistorySimilarStopped
	fHistoryRefusedDeal
	fHistoryGoneQuiet
	fHistoryInOutStep
	fHistoryEndUserChanged
	fHistoryRouteChanged
	fHistoryDocMismatch
	fHistoryAddressesUsed
	fHistoryKinOrders
	fHistoryRenamedGoods
	fHistorySameGoods
	fHistorySameElsewhere
	fHistorySameCheaper
	fHistorySameStated
	fHistoryDormantDays
	fRegimeAffiliatesRule
	fRegimeHeadquartersRule
	fRegimeGp10Guidance
	fRegimeSanctionsHalf
	fOwnershipListed
	fDestinationName
	fFinalDestinationName
	fCustomerCountryName
	fCustomerHqCountryName
	fGoodsWords
	fields
)

// partyField numbers the facts of an element of parties.
type partyField int

const (
	pRole partyField = iota
	pName
	pCountry
	pChina
	pRestricted
	pRussia
	pHub
	pHqCountry
	pUltimateParentCountry
	pHqRestricted
	pUsSide
	pReceives
	pRecord
	pListedHit
	pListedScore
	pListedList
	pListedClass
	pListedName
	pListedLater
	pAddressGrade
	pAddressListedName
	pAddressList
	pAddressTenants
	pListedOwner
	pListedOwnerShare
	pSanctionedOwnerShare
	pOwnerRestricted
	pOwnerRussia
	pForwarder
	pBank
	pReseller
	pUniversity
	pFreeMail
	pResidential
	pAddressKind
	pSameAsForwarder
	pSameAsCustomer
	pPlaceholder
	pDisguised
	pListedLocally
	pSharedAddressCount
	pSharedPhoneCount
	pIncorporatedAfterControls
	pBusinessFits
	pRooted
	pTiesChina
	pTiesRussia
	partyFields
)

// lineField numbers the facts of an element of lines.
type lineField int

const (
	lLine lineField = iota
	lPartNumber
	lDescription
	lQuantity
	lUnitValueUsd
	lValueUsd
	lEccn
	lHs
	lOrigin
	lNetKg
	lGrossKg
	lModel
	lMaker
	lControlled
	lBucket
	lGpus
	lTpp
	lPrcChip
	lPrcChipNamed
	lEccnMismatch
	lHsMismatch
	lGeneric
	lPriceRatio
	lPriceOver
	lWeightRatio
	lUsdPerKg
	lSerials
	lDualUse
	lReceived
	lPerPackage
	lineFields
)

// hitField numbers the facts of an element of hits.
type hitField int

const (
	hParty hitField = iota
	hRole
	hList
	hClass
	hName
	hScore
	hSure
	hCleared
	hAddress
	hOwner
	hLater
	hitFields
)

// ownerField numbers the facts of an element of owners.
type ownerField int

const (
	oOf ownerField = iota
	oRole
	oName
	oCountry
	oPercent
	oLayer
	oRestricted
	oListed
	oList
	ownerFields
)

// siteField numbers the facts of an element of sites.
type siteField int

const (
	sOf siteField = iota
	sName
	sAddress
	sKind
	sMw
	sRacks
	sHardware
	sPrcChip
	sVerified
	siteFields
)
