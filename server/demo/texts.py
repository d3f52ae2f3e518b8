"""What people at the stand and at the desk write down."""

BOOTH_NOTES = {
    "hot": (
        "Runs 40 magnetic flow meters, half of them over ten years old. Wants to replace them line by line.",
        "New line in spring, tender goes out in about six weeks.",
        "Budget is there, board decides in the second week of next month.",
        "Came for the level sensors, stayed for the gas analyser. Very concrete questions.",
        "Unhappy with delivery times of the present supplier, 16 weeks for a DN80.",
    ),
    "warm": (
        "Measures CIP conductivity by hand twice a shift. Asked for a trial unit.",
        "Needs ATEX zone 1. Sent the colleague from product management to the stand.",
        "Wants to see it running on foam. We promised a video.",
        "Braucht Anbindung an PROFINET, sonst kein Thema.",
        "Asked twice about calibration on site and what it costs.",
    ),
    "cold": (
        "Only collecting brochures, but the company is interesting.",
        "Knows us from the plant in the north. Good reputation there, nothing planned.",
        "Just looking. Wants the newsletter.",
    ),
}
INTERESTS = ("Quote", "Product information", "Technical assistance", "Demonstration", "Partnership")
ACK_NOTES = (
    "Thank-you mail with the brochure they asked for.",
    "Short thanks, promised a call.",
    "Thanks and the data sheet.",
)
CALL_NOTES = (
    "Went through the application. Three measuring points to begin with.",
    "Good call. Needs our hygienic version, sends the drawings.",
    "Confirmed the interest, wants figures for ten pieces.",
    "Spoke about the retrofit. Maintenance is on board, purchasing not yet.",
    "Asked for a reference in the same branch.",
)
SUMMARY_NOTES = ("Summary of our call with data sheets and the reference.", "Mail with everything we spoke about.")
MAIL_NOTES = ("Asked whether the mail had arrived.", "Sent the case study.")
REPLIES = (
    "Thank you. Could you also send the certificate for drinking water?",
    "Can we have the quote with delivery in two parts?",
    "Please call me, I have two questions about the cable length.",
)
OBJECTIONS = (
    ("Too expensive for the first stage.", "Price", "Fluxmeter AG"),
    ("They standardise on the supplier of their parent company.", "Existing supplier", "Norddeutsche Messtechnik"),
    ("We have no SIL 3 version before next year.", "Missing feature", "Fluxmeter AG"),
    ("Project was stopped by the board.", "No budget", ""),
)
NOT_PROSPECTS = ("Student writing a thesis.", "Sells cable ducts and wanted to sell them to us.")
POOL_REASONS = (
    "Not my territory.",
    "No capacity before the end of the month.",
    "Speaks Spanish only, please somebody who does.",
)
STOP = "Please do not call us again, write if you must."
