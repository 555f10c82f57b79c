"""A chat model behind one face: chosen by a setting, streamed, stoppable, its failures named."""

from assistant.chatmodel.chatmodel import ChatModel, Written
from assistant.chatmodel.failures import failure
from assistant.chatmodel.loading import load_chat_model
from assistant.chatmodel.settings import APP, GivenModelSettings, ModelSettings

__all__ = [
    "APP",
    "ChatModel",
    "GivenModelSettings",
    "ModelSettings",
    "Written",
    "failure",
    "load_chat_model",
]
